/**
 * Turns a job's settings and the number of rows into a plan: how many steps there are, how many
 * rows each of them uses, at which rate, in which kind of round, and how the partitions' answers
 * are added. All of it is computed on the driver before the first step, or is a pure function of
 * the step.
 *
 * <p>May import: {@code sample} and the pure rooms below it; no Spark. Its doors are {@link
 * io.sparksgd.plan.TrainingPlan}, {@link io.sparksgd.plan.BatchPlan}, {@link
 * io.sparksgd.plan.RoundPlan}, {@link io.sparksgd.plan.LearningRate}, {@link
 * io.sparksgd.plan.AggregationDepth} and {@link io.sparksgd.plan.PartitionChoice}.
 */
package io.sparksgd.plan;
