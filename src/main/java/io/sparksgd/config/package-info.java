/**
 * The job description: one YAML file as immutable records, parsed and validated at once, with all
 * errors reported together.
 *
 * <p>May import: the pure rooms, the YAML library and the one for edit distances. Its door is
 * {@link io.sparksgd.config.JobConfig}.
 */
package io.sparksgd.config;
