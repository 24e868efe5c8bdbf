/**
 * From the cells of a row to its feature vector, and what is fitted to the rows for that: means,
 * deviations, categories. Pure functions and exact sums; no Spark.
 *
 * <p>May import: {@code math}, {@code data}, {@code config}. Its doors are {@link
 * io.sparksgd.features.FittedFeatures} and {@link io.sparksgd.features.FeatureMaker}.
 */
package io.sparksgd.features;
