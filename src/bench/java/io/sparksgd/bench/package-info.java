/**
 * The benchmark suite: the engine against what a user would take instead, in one run.
 *
 * <p>Method. Every {@link io.sparksgd.bench.Suite} asks one question. Its contenders take turns
 * within a repetition ({@link io.sparksgd.bench.Interleaved}) after warm-up rounds that do not
 * count; what would spoil another contender's compiled code gets a process of its own ({@link
 * io.sparksgd.bench.Part}). Figures are medians with their smallest and largest repetition; the
 * claims are quotients of medians of the same run ({@link io.sparksgd.bench.Ratio}), because times
 * differ from machine to machine and from hour to hour. The machine's own limits are measured
 * beside them: the memory bandwidth of a plain pass over an array, an empty Spark job, a bare
 * {@code runJob}. What cannot run is in the table with the reason.
 *
 * <p>Not part of the product: compiled by the Maven profile {@code bench} only. It uses the
 * engine's public doors, so that it measures what users get.
 */
package io.sparksgd.bench;
