package io.sparksgd.spark;

import io.sparksgd.monitor.Traffic;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.input.BlockSet;
import java.util.List;

/**
 * Adds the gradients of a round over all partitions, in the order of the partition ids: on the
 * driver while the contributions together are small, by a {@linkplain TreeAggregation tree} when
 * they are not.
 */
final class GradientAggregator {
  /**
   * Bytes that may meet on the driver in one round (measured: a tree costs a stage, about 20 ms).
   */
  static final long LARGEST_AT_DRIVER = 64L << 20;

  private final BlockSet rows;
  private final long[] firstRows;
  private final Objective objective;
  private final Sampler sampler;
  private final long largestAtDriver;

  GradientAggregator(BlockSet rows, Objective objective, Sampler sampler) {
    this(rows, objective, sampler, LARGEST_AT_DRIVER);
  }

  GradientAggregator(BlockSet rows, Objective objective, Sampler sampler, long largestAtDriver) {
    this.rows = rows;
    this.objective = objective;
    this.sampler = sampler;
    this.largestAtDriver = largestAtDriver;
    this.firstRows = new long[rows.partitions() + 1];
    for (int partition = 0; partition <= rows.partitions(); partition++) {
      firstRows[partition] = rows.firstRow(partition);
    }
  }

  /** The contributions of a round, to be added in the order given. */
  List<Contribution> contributions(Round round, PublishedWeights weights) {
    GradientTask task = new GradientTask(objective, sampler, round, firstRows, weights);
    int[] holders = PartitionChoice.holding(sampler, round, firstRows);
    if (expectedBytes(round, holders.length, weights) > largestAtDriver && holders.length > 3) {
      return TreeAggregation.groups(rows.rdd(), task);
    }
    return PartitionJob.run(rows.rdd(), task, Contribution.class, holders);
  }

  /** Bytes that the partitions send, as far as can be told before: dense, or 12 for each value. */
  private long expectedBytes(Round round, int partitions, PublishedWeights weights) {
    long dense = partitions * weights.bytes();
    if (rows.storedValues() == 0 || rows.rows() == 0) {
      return dense;
    }
    double values =
        sampler.expectedRows() * round.accumulationSteps() * rows.storedValues() / rows.rows();
    double parameters = weights.bytes() / (double) Double.BYTES;
    boolean compact = values / partitions * RoundRows.COMPACT_FROM < parameters;
    return compact ? Math.min(dense, Math.round(values * 12)) : dense;
  }

  /** The sum of contributions. */
  GradientSum add(List<Contribution> contributions) {
    GradientSum sum = new GradientSum(objective.layout().size());
    for (Contribution contribution : contributions) {
      contribution.addTo(sum);
    }
    return sum;
  }

  /** Bytes that a round moved. */
  static Traffic traffic(PublishedWeights weights, List<Contribution> contributions) {
    long returned = 0;
    long dense = 0;
    for (Contribution contribution : contributions) {
      returned += contribution.bytes();
      dense += contribution.denseBytes();
    }
    return new Traffic(weights.bytes(), returned, dense);
  }
}
