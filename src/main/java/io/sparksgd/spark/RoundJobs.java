package io.sparksgd.spark;

import io.sparksgd.checkpoint.CheckpointException;
import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.monitor.Traffic;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.input.BlockSet;
import java.util.List;
import java.util.Optional;

/**
 * Runs rounds as Spark jobs, and adds the contributions of all partitions in the order of the
 * partition ids: on the driver or, at a greater {@linkplain AggregationDepth depth}, by a
 * {@linkplain TreeAggregation tree}.
 */
final class RoundJobs implements AutoCloseable {
  private final BlockSet rows;
  private final long[] firstRows;
  private final Objective objective;
  private final Sampler sampler;
  private final long seed;
  private final Optional<Remembering> remembering;
  private final AggregationDepth depth;
  private final RoundSum sum;

  /**
   * Jobs over these rows.
   *
   * @param seed of the random parts of the objective
   * @param remembering for rounds in which partitions remember something
   */
  RoundJobs(
      BlockSet rows,
      Objective objective,
      Sampler sampler,
      long seed,
      Optional<Remembering> remembering,
      AggregationDepth depth) {
    this.rows = rows;
    this.objective = objective;
    this.sampler = sampler;
    this.seed = seed;
    this.remembering = remembering;
    this.depth = depth;
    this.sum = new RoundSum(objective.layout().size());
    this.firstRows = new long[rows.partitions() + 1];
    for (int partition = 0; partition <= rows.partitions(); partition++) {
      firstRows[partition] = rows.firstRow(partition);
    }
  }

  /** What the partitions sent, to be added in this order, and how it is encoded. */
  record Answers(List<Contribution> contributions, Wire wire) {}

  /** A round of synchronous SGD. */
  Answers gradients(Round round, PublishedWeights weights, Wire wire) {
    RoundWork work = new GradientWork(objective, sampler, seed, round, firstRows, weights, wire);
    return run(new RoundTask(work, wire), round, weights, wire);
  }

  /** A round of local steps. */
  Answers localSteps(Round round, PublishedWeights weights, Wire wire, LocalPlan plan) {
    RoundWork work = new LocalWork(objective, sampler, seed, round, firstRows, weights, plan);
    return run(new RoundTask(work, wire), round, weights, wire);
  }

  private Answers run(RoundTask task, Round round, PublishedWeights weights, Wire wire) {
    if (task.remembers()) {
      return new Answers(remembering.orElseThrow().run(task, weights), wire);
    }
    int[] holders = PartitionChoice.holding(sampler, round, firstRows);
    int levels = depth.levels(expectedBytes(round, holders.length, weights, wire), holders.length);
    if (levels > 1) {
      Wire exact = exact();
      return new Answers(TreeAggregation.groups(rows.rdd(), task, wire, exact, levels), exact);
    }
    return new Answers(PartitionJob.run(rows.rdd(), task, Contribution.class, holders), wire);
  }

  /** The wire of the sums of a tree. */
  private Wire exact() {
    return Wire.of(new CompressionSpec.None(), objective.layout(), Wire.Rest.LOST, 0);
  }

  /** Bytes that the partitions send, as far as can be told before. */
  private long expectedBytes(Round round, int partitions, PublishedWeights weights, Wire wire) {
    int parameters = objective.layout().size();
    long whole = partitions * (wire.codec(parameters).maxBytes() + weights.slotBytes());
    if (round.isLocal() || rows.storedValues() == 0 || rows.rows() == 0 || !wire.sendsFew()) {
      return whole;
    }
    double values =
        sampler.expectedRows() * round.microBatches() * rows.storedValues() / rows.rows();
    boolean few = values / partitions * RoundRows.COMPACT_FROM < parameters;
    return few ? Math.min(whole, Math.round(values * 12)) : whole;
  }

  /** The sum of the answers; valid until the next one is made. */
  RoundSum add(Answers answers) {
    sum.reset();
    for (Contribution contribution : answers.contributions()) {
      sum.add(contribution, answers.wire());
    }
    return sum;
  }

  /** Bytes that a round moved. */
  static Traffic traffic(PublishedWeights weights, Answers answers) {
    long returned = 0;
    long dense = 0;
    for (Contribution contribution : answers.contributions()) {
      returned += contribution.bytes();
      dense += contribution.denseBytes();
    }
    return new Traffic(weights.bytes(), returned, dense);
  }

  /**
   * Writes what the partitions remember.
   *
   * @return the files in the order of the partitions; none when there is nothing
   */
  List<String> saveMemory(String folder) {
    return remembering.map(memory -> memory.saveTo(folder)).orElse(List.of());
  }

  /** Goes on from files that {@link #saveMemory} wrote. */
  void restoreMemory(List<String> files) {
    if (!files.isEmpty()) {
      remembering
          .orElseThrow(() -> new CheckpointException("Invalid checkpoint: this run has no memory"))
          .startFrom(files);
    }
  }

  @Override
  public void close() {
    remembering.ifPresent(Remembering::close);
  }
}
