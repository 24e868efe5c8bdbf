/**
 * The command line: {@code train}, {@code evaluate}, {@code predict}, {@code generate}, {@code
 * convert} and {@code inspect}, and the files and pages that a run leaves behind.
 *
 * <p>May import: {@code ml}, {@code spark}, {@code config}, {@code monitor} and what they stand on,
 * picocli, Jackson. Its door is {@link io.sparksgd.job.Main}.
 */
package io.sparksgd.job;
