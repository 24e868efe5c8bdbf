/**
 * The engine on Spark: rows are packed into blocks once; every step the driver publishes the
 * weights, each partition turns its share of the mini-batch into one gradient, the gradients are
 * added in a fixed order, and the optimizer on the driver makes the update.
 *
 * <p>May import: all rooms above, Spark Core, Spark SQL and Spark's linear algebra types. Its doors
 * are {@link io.sparksgd.spark.Trainer}, {@link io.sparksgd.spark.Evaluator} and, in {@code input}
 * and {@code model}, the readers and the model folder.
 */
package io.sparksgd.spark;
