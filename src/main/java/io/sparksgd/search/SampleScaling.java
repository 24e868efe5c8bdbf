package io.sparksgd.search;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.Constancy;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A scaling of the sample's features: {@code (x - shift) * factor}. The rows of a sample are few,
 * so they are centred as they are, and become dense.
 */
final class SampleScaling {
  /** A feature that is not zero in more than this share of the rows is dense. */
  private static final double DENSE = 0.5;

  private final double[] shift;
  private final double[] factor;

  /** The features that have a shift, in rising order. */
  private final int[] centred;

  private final boolean changes;

  private SampleScaling(double[] shift, double[] factor) {
    this.shift = shift;
    this.factor = factor;
    this.centred = IntStream.range(0, shift.length).filter(j -> shift[j] != 0).toArray();
    this.changes = centred.length > 0 || Arrays.stream(factor).anyMatch(f -> f != 1);
  }

  /**
   * The scaling of these rows.
   *
   * @param features number of features
   */
  static SampleScaling of(FeatureScale scale, RowBlock rows, int features) {
    Sums sums = new Sums(rows, features);
    double[] shift = new double[features];
    double[] factor = new double[features];
    for (int j = 0; j < features; j++) {
      boolean dense = sums.stored[j] > DENSE * rows.rows();
      boolean scales =
          scale == FeatureScale.DEVIATION
              || scale == FeatureScale.STANDARD
              || (scale == FeatureScale.AUTO && dense);
      factor[j] = scales ? sums.factor(j) : 1;
      shift[j] = scales && scale != FeatureScale.DEVIATION ? sums.mean(j) : 0;
    }
    return new SampleScaling(shift, factor);
  }

  /** Whether another scaling is the same. */
  boolean isSame(SampleScaling other) {
    return Arrays.equals(shift, other.shift) && Arrays.equals(factor, other.factor);
  }

  /** Whether the rows differ from those that are not scaled. */
  boolean changes() {
    return changes;
  }

  /** Some rows, scaled. */
  RowBlock scaled(RowBlock rows, int from, int to) {
    BlockBuilder builder = new BlockBuilder(Precision.AUTO);
    for (int i = from; i < to; i++) {
      if (!changes()) {
        builder.copy(rows, i);
      } else {
        builder.startRow(rows.label(i), rows.weight(i));
        add(rows, i, builder);
      }
    }
    return builder.atLeast(factor.length).build();
  }

  /** The values of a row, and the centred features that it does not have, in rising order. */
  private void add(RowBlock rows, int row, BlockBuilder to) {
    int[] next = {0};
    rows.forEach(
        row,
        (index, value) -> {
          for (; next[0] < centred.length && centred[next[0]] < index; next[0]++) {
            addAbsent(centred[next[0]], to);
          }
          if (next[0] < centred.length && centred[next[0]] == index) {
            next[0]++;
          }
          to.feature(index, (value - shift[index]) * factor[index]);
        });
    for (; next[0] < centred.length; next[0]++) {
      addAbsent(centred[next[0]], to);
    }
  }

  private void addAbsent(int index, BlockBuilder to) {
    to.feature(index, -shift[index] * factor[index]);
  }

  /** Sums by feature; the mean is subtracted before squares are added. */
  private static final class Sums {
    private final int rows;
    private final int[] stored;
    private final double[] sum;
    private final double[] squares;
    private final double[] least;
    private final double[] most;

    Sums(RowBlock block, int features) {
      rows = block.rows();
      stored = new int[features];
      sum = new double[features];
      squares = new double[features];
      least = new double[features];
      most = new double[features];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      Arrays.fill(most, Double.NEGATIVE_INFINITY);
      for (int i = 0; i < rows; i++) {
        block.forEach(i, this::add);
      }
      for (int i = 0; i < rows; i++) {
        block.forEach(i, this::addSquare);
      }
      for (int j = 0; j < features; j++) {
        if (stored[j] < rows) {
          squares[j] += (rows - stored[j]) * mean(j) * mean(j);
          least[j] = Math.min(least[j], 0);
          most[j] = Math.max(most[j], 0);
        }
      }
    }

    private void add(int index, double value) {
      if (value != 0) {
        stored[index]++;
        sum[index] += value;
        least[index] = Math.min(least[index], value);
        most[index] = Math.max(most[index], value);
      }
    }

    private void addSquare(int index, double value) {
      if (value != 0) {
        squares[index] += (value - mean(index)) * (value - mean(index));
      }
    }

    double mean(int j) {
      return sum[j] / rows;
    }

    /** 1 / deviation; 0 for a constant feature, which has nothing to say. */
    double factor(int j) {
      double factor = 1 / Math.sqrt(squares[j] / rows);
      return Constancy.isConstant(least[j], most[j]) || !Double.isFinite(factor) ? 0 : factor;
    }
  }
}
