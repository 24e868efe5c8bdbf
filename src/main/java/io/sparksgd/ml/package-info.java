/**
 * Spark ML over the engine: {@link io.sparksgd.ml.SgdClassifier} and {@link
 * io.sparksgd.ml.SgdRegressor} with their models, for pipelines, cross validation and shells. Every
 * key of a job file is a Param; the {@code config} room checks their values, so that Spark ML and
 * the command line have the same defaults and the same messages.
 *
 * <p>May import: {@code spark}, {@code config} and what they stand on, Spark ML, Jackson, Hadoop's
 * FileSystem. Its doors are the two estimators, the two models and {@link
 * io.sparksgd.ml.TrainingSummary}.
 */
package io.sparksgd.ml;
