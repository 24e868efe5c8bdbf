/**
 * Turns the cells of a row into its feature vector, and fits means, deviations and categories to
 * the training rows. It has pure functions and exact sums, without Spark.
 *
 * <p>May import: {@code math}, {@code data}, {@code config}. Its doors are {@link
 * io.sparksgd.features.FittedFeatures} and {@link io.sparksgd.features.FeatureMaker}.
 */
package io.sparksgd.features;
