/**
 * Trains a model: the loop over rounds, the update of the weights, validation, the reaction to
 * divergence, and the state that is saved.
 *
 * <p>May import: {@code round}, {@code score} and what they stand on, Spark Core. Its door is
 * {@link io.sparksgd.train.Trainer}, which returns a {@link io.sparksgd.train.TrainingResult};
 * {@link io.sparksgd.train.TrainingSetup} builds a run, {@link io.sparksgd.train.TrainingLoop} is
 * the loop.
 */
package io.sparksgd.train;
