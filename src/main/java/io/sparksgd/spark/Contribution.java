package io.sparksgd.spark;

import io.sparksgd.objective.GradientSum;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;

/**
 * What a partition sends back from a round: its gradient sum, encoded, and its sums of loss and
 * weight. A partition without rows of the batch sends no gradient at all.
 */
final class Contribution implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes of the sums beside the gradient. */
  private static final int SUMS = 3 * Double.BYTES;

  private final byte[] gradient;
  private final int size;
  private final double lossSum;
  private final double weightSum;
  private final long rows;

  private Contribution(byte[] gradient, GradientSum sum) {
    this.gradient = gradient;
    this.size = sum.size();
    this.lossSum = sum.lossSum();
    this.weightSum = sum.weightSum();
    this.rows = sum.rows();
  }

  static Contribution of(GradientSum sum) {
    if (sum.rows() == 0) {
      return new Contribution(new byte[0], sum);
    }
    ByteBuffer buffer = ByteBuffer.allocate(sum.size() * Double.BYTES);
    buffer.asDoubleBuffer().put(sum.gradient());
    return new Contribution(buffer.array(), sum);
  }

  /** A sum of the same size without rows. */
  GradientSum emptySum() {
    return new GradientSum(size);
  }

  /** Adds this contribution to a sum. */
  void addTo(GradientSum sum) {
    if (gradient.length > 0) {
      DoubleBuffer from = ByteBuffer.wrap(gradient).asDoubleBuffer();
      double[] to = sum.gradient();
      for (int i = 0; i < to.length; i++) {
        to[i] += from.get(i);
      }
    }
    sum.addSums(rows, weightSum, lossSum);
  }

  /** Bytes that travel, without the envelope that Spark puts around every task's result. */
  long bytes() {
    return (long) gradient.length + SUMS;
  }

  /** Bytes that travel as dense float64. */
  long denseBytes() {
    return (rows == 0 ? 0 : (long) Double.BYTES * size) + SUMS;
  }
}
