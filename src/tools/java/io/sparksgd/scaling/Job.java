package io.sparksgd.scaling;

/**
 * A step of a job that grows with the cluster: 512 rows of 40 values in each core.
 *
 * @param parameters d
 * @param gradient which features a task's gradient has
 */
record Job(long parameters, Gradient gradient) {
  private static final int VALUES = 512 * 40;

  /** Measured: a value of sparse rows takes 8 ns at 2^20 features, 19 ns at 2^24 and beyond. */
  private static final double SECONDS_PER_VALUE = 19e-9;

  /** A feature's number and its value, as they are encoded. */
  private static final double BYTES_OF_FEW = 10;

  /** Of click logs: the features of n times as many rows are n^0.7 times as many. */
  private static final double HEAPS = 0.7;

  /** Which features a gradient has. */
  enum Gradient {
    /** All: dense rows, or changes of weights after local steps. */
    WHOLE,
    /** Those of the rows. */
    FEW
  }

  /** Seconds of a task's share of a step. */
  double compute() {
    return VALUES * SECONDS_PER_VALUE;
  }

  /** A vector as float64. */
  double vector() {
    return 8.0 * parameters;
  }

  /** Bytes of the sum of this many tasks' gradients. */
  double bytes(double tasks) {
    double few = BYTES_OF_FEW * VALUES / 2 * Math.pow(tasks, HEAPS);
    return gradient == Gradient.WHOLE ? vector() : Math.min(vector(), few);
  }

  /** Bytes of the weights that the rows of this many tasks use. */
  double pulled(double tasks) {
    return bytes(tasks);
  }
}
