package io.sparksgd.schedule;

/**
 * The learning rate as a function of the number of updates made before: k = 0 for the first update.
 */
@FunctionalInterface
public interface Schedule {
  /** The learning rate of update {@code k}. */
  double learningRate(long k);
}
