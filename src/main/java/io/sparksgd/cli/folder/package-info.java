/**
 * The folders that a run reads and writes: who they belong to, whether they can be used, and the
 * files that a run leaves in its output: metrics, summary and report.
 *
 * <p>May import: {@code cli.text}, {@code train} and what it stands on, Hadoop's FileSystem,
 * Jackson. Its doors are {@link io.sparksgd.cli.folder.OutputFolder}, {@link
 * io.sparksgd.cli.folder.Place} and {@link io.sparksgd.cli.folder.MetricsFile}.
 */
package io.sparksgd.cli.folder;
