/**
 * The job description as immutable records, which declare the keys of the job file.
 *
 * <p>May import: the pure rooms. Its door is {@link io.sparksgd.config.JobConfig}.
 */
package io.sparksgd.config;
