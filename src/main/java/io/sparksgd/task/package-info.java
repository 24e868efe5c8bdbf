/**
 * What one partition does in a round: it computes a gradient at the published weights, or it makes
 * local steps away from them.
 *
 * <p>May import: {@code sample}, {@code plan}, {@code exchange}, {@code spark} and the pure rooms;
 * of Spark's own types it uses those of tasks only. Its doors are {@link
 * io.sparksgd.task.RoundTask}, {@link io.sparksgd.task.PartitionTask}, {@link
 * io.sparksgd.task.LocalRound} and {@link io.sparksgd.task.RunSetting}.
 */
package io.sparksgd.task;
