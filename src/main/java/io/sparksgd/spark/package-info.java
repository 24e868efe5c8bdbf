/**
 * The only room that handles low-level Spark for all others: jobs on some partitions, published
 * weights, objects that executors keep between tasks, time limits, the metrics system, and Kryo.
 *
 * <p>May import: {@code math}, {@code message}, {@code monitor}, {@code compress}, Spark Core,
 * Spark's metrics and Kryo. Its doors are {@link io.sparksgd.spark.PartitionJob}, {@link
 * io.sparksgd.spark.PublishedWeights}, {@link io.sparksgd.spark.ExecutorCached} and {@link
 * io.sparksgd.spark.TimeLimit}.
 */
package io.sparksgd.spark;
