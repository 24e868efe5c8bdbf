package io.sparksgd.spark;

import io.sparksgd.objective.Objective;

/** Whether the driver can hold the vectors of a model. */
public final class DriverMemory {
  /** The weights, a gradient and an update; rules with a memory need more. */
  private static final int VECTORS = 3;

  private DriverMemory() {}

  /**
   * Checks that a run does not end for want of memory before its first step: a single wrong index
   * in the data makes a model of billions of weights.
   *
   * @param features that the model has
   * @throws InvalidPlanException if {@code 3 * 8 * parameters} bytes are more than the driver's
   *     heap
   */
  public static void check(Objective objective, int features) {
    long parameters = objective.layout().size();
    long needed = VECTORS * Double.BYTES * parameters;
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap) {
      throw new InvalidPlanException(
          words ->
              "Invalid number of features: "
                  + features
                  + " make "
                  + parameters
                  + " parameters, which need "
                  + megabytes(needed)
                  + " MB or more of the driver's "
                  + megabytes(heap)
                  + " (allowed: what fits"
                  + (words.has("data.num-features")
                      ? "; "
                          + words.name("data.num-features")
                          + " makes rows with larger indices bad rows, named by file and line)"
                      : ")"));
    }
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }
}
