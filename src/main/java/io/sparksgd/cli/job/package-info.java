/**
 * From a job file to a launched run: parsing, checks of paths, the Spark session, and reading with
 * progress.
 *
 * <p>May import: {@code cli.folder}, {@code launch} and what they stand on, picocli, Spark. Its
 * doors are {@link io.sparksgd.cli.job.JobFile}, {@link io.sparksgd.cli.job.JobPlaces}, {@link
 * io.sparksgd.cli.job.Session} and {@link io.sparksgd.cli.job.JobLaunch}.
 */
package io.sparksgd.cli.job;
