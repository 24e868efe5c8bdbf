package io.sparksgd.objective;

/** Where a {@link Loss} leaves its two results: scratch space of one loop, never shared. */
final class LossPoint {
  double value;

  /** The derivative with respect to the margin. */
  double derivative;
}
