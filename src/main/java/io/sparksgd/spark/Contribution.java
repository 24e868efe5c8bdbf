package io.sparksgd.spark;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.GradientSum;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;

/**
 * What a partition sends back from a round: its gradient sum, encoded, and its sums of loss and
 * weight. A gradient of few features travels as their numbers and values; a partition without rows
 * of the batch sends no gradient at all.
 */
final class Contribution implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes of the sums beside the gradient. */
  private static final int SUMS = 3 * Double.BYTES;

  private static final int[] ALL_FEATURES = {};

  private final byte[] gradient;

  /** Size of the whole gradient. */
  private final int size;

  /** The features whose values {@link #gradient} begins with; empty when it is the whole one. */
  private final int[] features;

  /** Parameters of a feature. */
  private final int columns;

  /** Where the parameters begin that belong to no feature. */
  private final int rest;

  private final double lossSum;
  private final double weightSum;
  private final long rows;

  private Contribution(
      byte[] gradient, int size, int[] features, int columns, int rest, GradientSum sums) {
    this.gradient = gradient;
    this.size = size;
    this.features = features;
    this.columns = columns;
    this.rest = rest;
    this.lossSum = sums.lossSum();
    this.weightSum = sums.weightSum();
    this.rows = sums.rows();
  }

  /** All of a sum. */
  static Contribution of(GradientSum sum) {
    byte[] gradient = sum.rows() == 0 ? new byte[0] : encoded(sum);
    return new Contribution(gradient, sum.size(), ALL_FEATURES, 0, 0, sum);
  }

  /**
   * A sum over renumbered features.
   *
   * @param features original numbers of the features
   * @param layout of the whole gradient
   */
  static Contribution ofFeatures(GradientSum sum, int[] features, ParameterLayout layout) {
    ParameterGroup first = layout.groups().get(0);
    return new Contribution(
        encoded(sum), layout.size(), features, first.columns(), first.end(), sum);
  }

  private static byte[] encoded(GradientSum sum) {
    ByteBuffer buffer = ByteBuffer.allocate(sum.size() * Double.BYTES);
    buffer.asDoubleBuffer().put(sum.gradient());
    return buffer.array();
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
      for (int feature : features) {
        int at = feature * columns;
        for (int k = 0; k < columns; k++) {
          to[at + k] += from.get();
        }
      }
      for (int i = rest; i < size; i++) {
        to[i] += from.get();
      }
    }
    sum.addSums(rows, weightSum, lossSum);
  }

  /** Bytes that travel, without the envelope that Spark puts around every task's result. */
  long bytes() {
    return gradient.length + (long) Integer.BYTES * features.length + SUMS;
  }

  /** Bytes that travel as dense float64. */
  long denseBytes() {
    return (rows == 0 ? 0 : (long) Double.BYTES * size) + SUMS;
  }
}
