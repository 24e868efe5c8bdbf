/**
 * From files to packed rows: LIBSVM, Parquet, ORC, CSV and JSON become a {@link
 * io.sparksgd.spark.input.BlockSet}, one {@link io.sparksgd.spark.input.BlockPartition} in each
 * partition, in the order of the source whatever splits Spark makes.
 *
 * <p>May import: {@code math}, {@code data}, {@code message}, the values of {@code config}, and
 * Spark. Its doors are {@link io.sparksgd.spark.input.TrainingReader} and {@link
 * io.sparksgd.spark.input.BlockSet}.
 */
package io.sparksgd.spark.input;
