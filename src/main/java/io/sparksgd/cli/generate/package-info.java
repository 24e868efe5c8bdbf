/**
 * Seeded synthetic data whose best reachable loss is known, drawn in parallel on Spark. Row i is a
 * pure function of the seed and i. The rows therefore do not depend on the number of partitions,
 * and rows i and later of the same seed are fresh data of the same truth.
 *
 * <p>May import: {@code math}, Spark Core and SQL, Spark's vectors, Hadoop's FileSystem, Jackson.
 * Its door is {@link io.sparksgd.cli.generate.Generator}; a kind of data is a {@code RowModel}, an
 * output format a {@code RowShape}.
 */
package io.sparksgd.cli.generate;
