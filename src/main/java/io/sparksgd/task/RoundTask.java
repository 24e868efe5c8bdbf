package io.sparksgd.task;

import io.sparksgd.compress.Encoded;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.EncodedSum;
import io.sparksgd.exchange.PartialSum;
import io.sparksgd.exchange.Wire;
import io.sparksgd.spark.ExecutorCached;

/** A partition's task of a round: its work, then the encoding of the result. */
public final class RoundTask extends EncodedSumSource<BlockPartition> {
  private static final long serialVersionUID = 1L;

  private final ExecutorCached<RunSetting> run;
  private final PartitionTask work;

  public RoundTask(ExecutorCached<RunSetting> run, PartitionTask work) {
    this.run = run;
    this.work = work;
  }

  /** The task of a partition without a state. */
  @Override
  public EncodedSum encodedSum(int partitionId, BlockPartition rows) {
    return run.with(
        setting -> {
          PartialSum result = work.run(setting, partitionId, rows, PartitionState.NONE);
          return EncodedSum.of(result, setting.wire(work.round), partitionId);
        });
  }

  /**
   * The task of a partition with a state. It returns the next state, which contains the
   * contribution.
   */
  public PartitionState remember(int partitionId, BlockPartition rows, PartitionState before) {
    return run.with(setting -> remember(setting, partitionId, rows, before));
  }

  private PartitionState remember(
      RunSetting setting, int partitionId, BlockPartition rows, PartitionState before) {
    PartialSum result = work.run(setting, partitionId, rows, before);
    Wire wire = setting.wire(work.round);
    PartialSum.RuleState state = result.keptState();
    boolean moved = !result.isEmpty();
    double[][] slots = moved ? state.slots() : before.slots();
    long updates = moved ? state.updates() : before.updates();
    if (!wire.keepsRest() || !moved || !result.isFinite()) {
      // Without rows nothing is sent, not even the residual of earlier rounds.
      EncodedSum encodedSum = EncodedSum.of(result, wire, partitionId);
      return new PartitionState(before.residual(), slots, updates, encodedSum);
    }
    Encoded encoded = wire.encode(result.sum().gradient(), before.residual(), partitionId);
    EncodedSum encodedSum = EncodedSum.of(result, encoded);
    return new PartitionState(encoded.residual(), slots, updates, encodedSum);
  }
}
