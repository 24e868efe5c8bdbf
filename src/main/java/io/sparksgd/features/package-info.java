/**
 * From the cells of a row to its feature vector, and what is fitted to the rows for that: means,
 * deviations, categories. Pure functions and exact sums; no Spark.
 *
 * <p>May import: math, data, config.
 */
package io.sparksgd.features;
