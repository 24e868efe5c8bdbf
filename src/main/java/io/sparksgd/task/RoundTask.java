package io.sparksgd.task;

import io.sparksgd.compress.Encoded;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.Contribution;
import io.sparksgd.exchange.PartitionResult;
import io.sparksgd.exchange.Wire;
import io.sparksgd.spark.Lasting;

/** A partition's task of a round: its work, then the encoding of the result. */
public final class RoundTask extends ContributionSource<BlockPartition> {
  private static final long serialVersionUID = 1L;

  private final Lasting<RunSetting> run;
  private final RoundWork work;

  public RoundTask(Lasting<RunSetting> run, RoundWork work) {
    this.run = run;
    this.work = work;
  }

  /** The task of a partition without a state. */
  @Override
  public Contribution contribution(int partitionId, BlockPartition rows) {
    return run.with(
        setting -> {
          PartitionResult result = work.run(setting, partitionId, rows, PartitionMemory.NONE);
          return Contribution.of(result, setting.wire(work.round), partitionId);
        });
  }

  /**
   * The task of a partition with a state. It returns the next state, which contains the
   * contribution.
   */
  public PartitionMemory remember(int partitionId, BlockPartition rows, PartitionMemory before) {
    return run.with(setting -> remember(setting, partitionId, rows, before));
  }

  private PartitionMemory remember(
      RunSetting setting, int partitionId, BlockPartition rows, PartitionMemory before) {
    PartitionResult result = work.run(setting, partitionId, rows, before);
    Wire wire = setting.wire(work.round);
    PartitionResult.RuleState state = result.keptState();
    boolean moved = !result.isEmpty();
    double[][] slots = moved ? state.slots() : before.slots();
    long updates = moved ? state.updates() : before.updates();
    if (!wire.keepsRest() || !moved || !result.isFinite()) {
      // Without rows nothing is sent, not even the residual of earlier rounds.
      Contribution contribution = Contribution.of(result, wire, partitionId);
      return new PartitionMemory(before.residual(), slots, updates, contribution);
    }
    Encoded encoded = wire.encode(result.sum().gradient(), before.residual(), partitionId);
    Contribution contribution = Contribution.of(result, encoded);
    return new PartitionMemory(encoded.residual(), slots, updates, contribution);
  }
}
