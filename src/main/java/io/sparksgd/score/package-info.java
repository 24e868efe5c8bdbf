/**
 * Applies a model to rows: metrics over labelled rows, predictions, and the spread of each feature.
 *
 * <p>May import: {@code model}, {@code input.blocks}, {@code spark} and what they stand on, Spark
 * SQL. Its doors are {@link io.sparksgd.score.Evaluator}, {@link io.sparksgd.score.Predictor} and
 * {@link io.sparksgd.score.FeatureDeviations}.
 */
package io.sparksgd.score;
