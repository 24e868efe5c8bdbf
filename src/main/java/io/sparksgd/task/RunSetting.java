package io.sparksgd.task;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.Wire;
import io.sparksgd.exchange.Wires;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.PartitionChoice;
import io.sparksgd.plan.Round;
import io.sparksgd.sample.Sampler;
import java.io.Serializable;

/** The data that the tasks of all rounds of a run share. */
public final class RunSetting implements Serializable {
  private static final long serialVersionUID = 1L;

  final Objective objective;
  final Sampler sampler;

  final long seed;
  private final Wires wires;

  private final long[] firstRows;
  private final Centring centring;

  /**
   * Makes a setting.
   *
   * @param seed of the random parts of the objective
   * @param wires the encoding of the vectors of each round
   * @param firstRows global index of each partition's first row, and after the last the row count
   * @param centring what is subtracted from the features of the rows
   */
  public RunSetting(
      Objective objective,
      Sampler sampler,
      long seed,
      Wires wires,
      long[] firstRows,
      Centring centring) {
    this.objective = objective;
    this.sampler = sampler;
    this.seed = seed;
    this.wires = wires;
    this.firstRows = firstRows;
    this.centring = centring;
  }

  public Objective objective() {
    return objective;
  }

  /** What is subtracted from the features of the rows. */
  public Centring centring() {
    return centring;
  }

  /** Length of the weights. */
  public int parameters() {
    return objective.layout().size();
  }

  public Sampler sampler() {
    return sampler;
  }

  /** The encoding of the vectors of a round. */
  public Wire wire(Round round) {
    return wires.of(round);
  }

  /**
   * Whether the sum of a round's gradients is centred when all is added, in one place. What an
   * encoding is to be spared, the tasks centre before it: the means may be much larger than what is
   * left without them.
   */
  public boolean isCentredAfterwards(Round round) {
    return !round.isLocal() && wire(round).isExact();
  }

  /** An encoding that loses nothing. */
  public Wire exactWire() {
    return wires.exact();
  }

  /** The partitions that hold rows of a round. */
  public int[] holding(Round round) {
    return PartitionChoice.holding(sampler, round, firstRows);
  }

  /** Passes on the rows that a partition holds of the round's micro-batches. */
  void draw(Round round, int partitionId, BlockPartition partition, Sampler.BatchRows receiver) {
    sampler.draw(
        round.firstMicroBatch(), round.microBatches(), firstRows[partitionId], partition, receiver);
  }

  /** Global index of a partition's first row. */
  long firstRow(int partitionId) {
    return firstRows[partitionId];
  }

  /** Rows of all partitions. */
  long rows() {
    return firstRows[firstRows.length - 1];
  }
}
