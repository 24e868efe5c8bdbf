package io.sparksgd.optim;

/** In what a rule keeps the weights and its memory of them while it makes many updates. */
public enum StepPrecision {
  /** As doubles. */
  FLOAT64,
  /** As floats; what has changed is added to the doubles afterwards. */
  FLOAT32
}
