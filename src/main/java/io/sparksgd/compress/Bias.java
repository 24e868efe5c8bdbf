package io.sparksgd.compress;

/** Whether a codec's errors average out. */
public enum Bias {
  /**
   * The expected decoded vector is the vector, or differs from it by the rounding to a
   * floating-point format only: errors of rounds and partitions average out.
   */
  UNBIASED,
  /** Errors add up over the rounds, unless {@link ErrorFeedback} sends them later. */
  BIASED
}
