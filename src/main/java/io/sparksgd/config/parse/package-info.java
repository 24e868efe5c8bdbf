/**
 * Reads job files and descriptions into the records of {@code config}, with all errors reported
 * together, and writes them back. The keys are those that the records declare.
 *
 * <p>May import: {@code config}, the pure rooms that it imports, the YAML library and the one for
 * edit distances. Its doors are {@link io.sparksgd.config.parse.JobParser} and {@link
 * io.sparksgd.config.parse.JobKeys}.
 */
package io.sparksgd.config.parse;
