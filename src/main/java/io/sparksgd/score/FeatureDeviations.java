package io.sparksgd.score;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.Constancy;
import io.sparksgd.spark.PartitionJob;
import io.sparksgd.spark.PublishedWeights;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * The spread of each feature: its smallest and largest value, and its weighted standard deviation
 * {@code sqrt((sum_i w_i (x_i - m)^2 - (sum_i w_i (x_i - m))^2 / W) / (W - sum_i w_i^2 / W))} with
 * {@code W = sum_i w_i} and {@code m} the mean as computed: unbiased, as Spark ML's Summarizer, and
 * right for any {@code m}. Two passes, so that large means cost no digits; partitions are added in
 * their order. Values that are not stored are zeros; rows of weight 0 count for nothing.
 */
public final class FeatureDeviations {
  /** Squares of values of a larger exponent, or a smaller one, may not be numbers. */
  private static final int LARGEST_EXPONENT = 400;

  private final double[] smallest;
  private final double[] largest;
  private final double[] deviations;
  private final double[] means;

  /** Weights of the rows in which a feature is not 0, and of all rows. */
  private final double[] nonZeroWeights;

  private final double weightSum;

  private FeatureDeviations(Moments ranges, double[] deviations, double[] means) {
    this.smallest = ranges.smallest;
    this.largest = ranges.largest;
    this.deviations = deviations;
    this.means = means;
    this.nonZeroWeights = ranges.storedWeights;
    this.weightSum = ranges.weightSum;
  }

  /** The spread of the features of some rows. */
  public static FeatureDeviations of(BlockSet rows, int features) {
    Moments first = moments(rows, new MomentsTask(features, null, null), features);
    double[] units = units(first);
    boolean usual = Arrays.stream(units).allMatch(unit -> unit == 1);
    double[] sums = usual ? first.sums : moments(rows, units, new double[features], features).sums;
    double[] means = new double[features];
    for (int j = 0; j < features; j++) {
      means[j] = sums[j] / first.weightSum;
    }
    Moments second = moments(rows, units, means, features);
    double divisor = first.weightSum - first.squareSum / first.weightSum;
    double[] deviations = new double[features];
    for (int j = 0; j < features; j++) {
      double zeros = first.weightSum - second.storedWeights[j];
      double squares = second.squares[j] + zeros * means[j] * means[j];
      double distances = second.sums[j] - zeros * means[j];
      double variance = (squares - distances * distances / first.weightSum) / divisor;
      double deviation =
          divisor > 0 && variance > 0
              ? Math.sqrt(variance)
              : first.largest[j] * units[j] / 2 - first.smallest[j] * units[j] / 2;
      deviations[j] =
          Constancy.isConstant(first.smallest[j], first.largest[j]) ? 0 : deviation / units[j];
      means[j] = (means[j] + distances / first.weightSum) / units[j];
    }
    return new FeatureDeviations(first, deviations, means);
  }

  /** Powers of 2 that bring values near 1 where their squares would not be numbers; 1 elsewhere. */
  private static double[] units(Moments ranges) {
    double[] units = new double[ranges.sums.length];
    for (int j = 0; j < units.length; j++) {
      double magnitude = Math.max(Math.abs(ranges.smallest[j]), Math.abs(ranges.largest[j]));
      int exponent = Math.getExponent(magnitude);
      boolean usual = magnitude == 0 || Math.abs(exponent) <= LARGEST_EXPONENT;
      units[j] = usual ? 1 : Math.scalb(1.0, -exponent);
    }
    return units;
  }

  private static Moments moments(BlockSet rows, double[] units, double[] means, int features) {
    try (PublishedWeights scale = PublishedWeights.of(rows.rdd().context(), units);
        PublishedWeights centre = PublishedWeights.of(rows.rdd().context(), means)) {
      return moments(rows, new MomentsTask(features, scale, centre), features);
    }
  }

  private static Moments moments(BlockSet rows, MomentsTask task, int features) {
    Moments all = new Moments(features);
    PartitionJob.run(rows.rdd(), task, Moments.class).forEach(all::add);
    return all;
  }

  /** Whether the feature has the same value, but for rounding, in all rows of positive weight. */
  public boolean isConstant(int feature) {
    return Constancy.isConstant(smallest[feature], largest[feature]);
  }

  /** The smallest value of the feature. */
  public double smallest(int feature) {
    return smallest[feature];
  }

  /** The largest value of the feature. */
  public double largest(int feature) {
    return largest[feature];
  }

  /**
   * The deviation of the feature: 0 for a constant one and for no other; infinite where no number
   * is large enough.
   */
  public double deviation(int feature) {
    return deviations[feature];
  }

  /** The weighted mean of the feature. */
  public double mean(int feature) {
    return means[feature];
  }

  /** Whether the feature is not 0 in more than half of the rows, by their weights. */
  public boolean isDense(int feature) {
    return nonZeroWeights[feature] > weightSum / 2;
  }

  /** Sums over rows, and ranges. */
  private static final class Moments implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of {@code w x}, or of {@code w (x - mean)}, over stored values. */
    private final double[] sums;

    /** Of {@code w (x - mean)^2} over stored values; null in the first pass. */
    private double[] squares;

    /** Of {@code w} over stored values; in the first pass over those that are not 0. */
    private final double[] storedWeights;

    /** Of all rows; null in the second pass. */
    private double[] smallest;

    private double[] largest;
    private double weightSum;
    private double squareSum;

    Moments(int features) {
      sums = new double[features];
      storedWeights = new double[features];
    }

    void add(Moments other) {
      weightSum += other.weightSum;
      squareSum += other.squareSum;
      add(sums, other.sums);
      if (other.squares != null) {
        squares = squares == null ? new double[sums.length] : squares;
        add(squares, other.squares);
      }
      add(storedWeights, other.storedWeights);
      if (other.smallest != null) {
        widen(other);
      }
    }

    private static void add(double[] to, double[] values) {
      for (int j = 0; j < to.length; j++) {
        to[j] += values[j];
      }
    }

    private void widen(Moments other) {
      startRanges();
      for (int j = 0; j < sums.length; j++) {
        smallest[j] = Math.min(smallest[j], other.smallest[j]);
        largest[j] = Math.max(largest[j], other.largest[j]);
      }
    }

    void startRanges() {
      if (smallest == null) {
        smallest = new double[sums.length];
        largest = new double[sums.length];
        Arrays.fill(smallest, Double.POSITIVE_INFINITY);
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
      }
    }

    void startSquares() {
      squares = new double[sums.length];
    }
  }

  private static final class MomentsTask
      extends AbstractFunction2<TaskContext, Iterator<BlockPartition>, Moments>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int features;

    /** Null in the first pass. */
    private final PublishedWeights units;

    private final PublishedWeights means;

    MomentsTask(int features, PublishedWeights units, PublishedWeights means) {
      this.features = features;
      this.units = units;
      this.means = means;
    }

    @Override
    public Moments apply(TaskContext task, Iterator<BlockPartition> rows) {
      return units == null ? ranges(rows.next()) : squares(rows.next());
    }

    private Moments ranges(BlockPartition partition) {
      Moments moments = new Moments(features);
      moments.startRanges();
      int[] stored = new int[features];
      int rows = 0;
      for (int b = 0; b < partition.blocks(); b++) {
        RowBlock block = partition.block(b);
        for (int row = 0; row < block.rows(); row++) {
          double weight = block.weight(row);
          if (weight > 0) {
            rows++;
            moments.weightSum += weight;
            moments.squareSum += weight * weight;
            block.forEach(
                row,
                (index, value) -> {
                  stored[index]++;
                  moments.sums[index] += weight * value;
                  moments.storedWeights[index] += value == 0 ? 0 : weight;
                  moments.smallest[index] = Math.min(moments.smallest[index], value);
                  moments.largest[index] = Math.max(moments.largest[index], value);
                });
          }
        }
      }
      for (int j = 0; j < features; j++) {
        if (stored[j] < rows) {
          moments.smallest[j] = Math.min(moments.smallest[j], 0);
          moments.largest[j] = Math.max(moments.largest[j], 0);
        }
      }
      return moments;
    }

    private Moments squares(BlockPartition partition) {
      Moments moments = new Moments(features);
      moments.startSquares();
      double[] unit = units.values();
      double[] centre = means.values();
      for (int b = 0; b < partition.blocks(); b++) {
        RowBlock block = partition.block(b);
        for (int row = 0; row < block.rows(); row++) {
          double weight = block.weight(row);
          if (weight > 0) {
            block.forEach(
                row,
                (index, value) -> {
                  double distance = value * unit[index] - centre[index];
                  moments.sums[index] += weight * distance;
                  moments.squares[index] += weight * (distance * distance);
                  moments.storedWeights[index] += weight;
                });
          }
        }
      }
      return moments;
    }
  }
}
