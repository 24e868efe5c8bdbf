/**
 * Seeded synthetic data whose best reachable loss is known, drawn in parallel on Spark.
 *
 * <p>Row i is a pure function of the seed and i: the rows do not depend on the number of
 * partitions, and rows i and later of the same seed are fresh data of the same truth. May import:
 * math, spark-core, spark-sql, spark-mllib's vectors, Hadoop's FileSystem, Jackson. Its door is
 * {@link io.sparksgd.job.generate.Generator}; a kind of data is a {@code RowModel}, an output
 * format a {@code RowShape}.
 */
package io.sparksgd.job.generate;
