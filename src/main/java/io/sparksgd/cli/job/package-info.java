/**
 * From a job file to what a run needs: the Spark session, the rows, the objective and the initial
 * weights.
 *
 * <p>May import: {@code cli.folder}, {@code input}, {@code train} and what they stand on, picocli,
 * Spark. Its doors are {@link io.sparksgd.cli.job.JobFile}, {@link io.sparksgd.cli.job.JobInput}
 * and {@link io.sparksgd.cli.job.JobModel}.
 */
package io.sparksgd.cli.job;
