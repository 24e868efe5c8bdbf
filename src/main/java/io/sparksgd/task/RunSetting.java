package io.sparksgd.task;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.Wire;
import io.sparksgd.exchange.Wires;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.Round;
import io.sparksgd.sample.Sampler;
import java.io.Serializable;

/** The data that the tasks of all rounds of a run share. */
public final class RunSetting implements Serializable {
  private static final long serialVersionUID = 1L;

  final Objective objective;
  final Sampler sampler;

  /** Seed of the random parts of the objective. */
  final long seed;

  private final Wires wires;

  /** Global index of each partition's first row, and after the last the row count. */
  private final long[] firstRows;

  public RunSetting(
      Objective objective, Sampler sampler, long seed, Wires wires, long[] firstRows) {
    this.objective = objective;
    this.sampler = sampler;
    this.seed = seed;
    this.wires = wires;
    this.firstRows = firstRows;
  }

  /** The encoding of the vectors of a round. */
  Wire wire(Round round) {
    return wires.of(round);
  }

  /** Passes on the rows that a partition holds of the round's micro-batches. */
  void draw(Round round, int partitionId, BlockPartition partition, Sampler.BatchRows receiver) {
    sampler.draw(
        round.firstMicroBatch(), round.microBatches(), firstRows[partitionId], partition, receiver);
  }

  /** Rows of all partitions. */
  long rows() {
    return firstRows[firstRows.length - 1];
  }
}
