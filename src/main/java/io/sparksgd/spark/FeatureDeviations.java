package io.sparksgd.spark;

import io.sparksgd.data.RowBlock;
import io.sparksgd.spark.input.BlockPartition;
import io.sparksgd.spark.input.BlockSet;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * Weighted standard deviations of the features: {@code sqrt(sum_i w_i (x_i - mean)^2 / (W - sum_i
 * w_i^2 / W))} with {@code W = sum_i w_i}, unbiased, as Spark ML's Summarizer. Two passes, so that
 * large means cost no digits; partitions are added in their order.
 */
public final class FeatureDeviations {
  private FeatureDeviations() {}

  /** The deviation of each feature; 0 for a constant one. */
  public static double[] of(BlockSet rows, int features) {
    Moments first = new Moments(features);
    MomentsTask sums = new MomentsTask(features, null);
    PartitionJob.run(rows.rdd(), sums, Moments.class).forEach(first::add);
    double[] means = new double[features];
    for (int j = 0; j < features; j++) {
      means[j] = first.sums[j] / first.weightSum;
    }
    Moments second = new Moments(features);
    try (PublishedWeights published = PublishedWeights.of(rows.rdd().context(), means)) {
      MomentsTask squares = new MomentsTask(features, published);
      PartitionJob.run(rows.rdd(), squares, Moments.class).forEach(second::add);
    }
    double divisor = first.weightSum - first.squareSum / first.weightSum;
    double[] deviations = new double[features];
    for (int j = 0; j < features; j++) {
      double zeros = first.weightSum - second.storedWeights[j];
      double squares = second.sums[j] + zeros * means[j] * means[j];
      deviations[j] = divisor > 0 ? Math.sqrt(Math.max(0, squares / divisor)) : 0;
    }
    return deviations;
  }

  /** Sums over stored values: of {@code w x}, or of {@code w (x - mean)^2}. */
  private static final class Moments implements Serializable {
    private static final long serialVersionUID = 1L;
    private final double[] sums;
    private final double[] storedWeights;
    private double weightSum;
    private double squareSum;

    Moments(int features) {
      sums = new double[features];
      storedWeights = new double[features];
    }

    void add(Moments other) {
      weightSum += other.weightSum;
      squareSum += other.squareSum;
      for (int j = 0; j < sums.length; j++) {
        sums[j] += other.sums[j];
        storedWeights[j] += other.storedWeights[j];
      }
    }
  }

  private static final class MomentsTask
      extends AbstractFunction2<TaskContext, Iterator<BlockPartition>, Moments>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int features;

    /** Null in the first pass. */
    private final PublishedWeights means;

    MomentsTask(int features, PublishedWeights means) {
      this.features = features;
      this.means = means;
    }

    @Override
    public Moments apply(TaskContext task, Iterator<BlockPartition> rows) {
      Moments moments = new Moments(features);
      double[] centre = means == null ? null : means.values();
      BlockPartition partition = rows.next();
      for (int b = 0; b < partition.blocks(); b++) {
        RowBlock block = partition.block(b);
        for (int row = 0; row < block.rows(); row++) {
          add(block, row, centre, moments);
        }
      }
      return moments;
    }

    private static void add(RowBlock block, int row, double[] centre, Moments moments) {
      double weight = block.weight(row);
      moments.weightSum += weight;
      moments.squareSum += weight * weight;
      block.forEach(
          row,
          (index, value) -> {
            double distance = centre == null ? 0 : value - centre[index];
            moments.sums[index] += weight * (centre == null ? value : distance * distance);
            moments.storedWeights[index] += weight;
          });
    }
  }
}
