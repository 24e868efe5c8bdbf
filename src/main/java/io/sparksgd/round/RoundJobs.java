package io.sparksgd.round;

import io.sparksgd.checkpoint.CheckpointException;
import io.sparksgd.exchange.EncodedSum;
import io.sparksgd.exchange.RoundSum;
import io.sparksgd.exchange.Wire;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.Traffic;
import io.sparksgd.objective.HeadedObjective;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Round;
import io.sparksgd.spark.ExecutorCached;
import io.sparksgd.spark.PartitionJob;
import io.sparksgd.spark.PublishedWeights;
import io.sparksgd.task.BatchGradient;
import io.sparksgd.task.GradientTask;
import io.sparksgd.task.LocalTask;
import io.sparksgd.task.PartitionTask;
import io.sparksgd.task.RoundTask;
import io.sparksgd.task.RunSetting;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Runs rounds as Spark jobs, and adds the contributions of all partitions in the order of the
 * partition ids: on the driver or, at a greater {@linkplain AggregationDepth depth}, by a
 * {@linkplain TreeAggregation tree}.
 */
public final class RoundJobs implements AutoCloseable {
  private final BlockSet rows;
  private final RunSetting run;
  private final ExecutorCached<RunSetting> published;
  private final Optional<PartitionStates> states;
  private final AggregationDepth depth;
  private final RoundSum sum;

  /**
   * Makes the jobs over these rows.
   *
   * @param run the objective, the samples of these rows and the encoding of the vectors
   * @param states the partitions' states, for rounds in which they keep some
   */
  public RoundJobs(
      BlockSet rows, RunSetting run, Optional<PartitionStates> states, AggregationDepth depth) {
    this.rows = rows;
    this.run = run;
    this.states = states;
    this.depth = depth;
    this.sum = new RoundSum(run.parameters());
    // A custom objective may have accumulators, which Spark sees only in tasks that deserialise it.
    this.published =
        run.objective() instanceof HeadedObjective
            ? ExecutorCached.of(run)
            : ExecutorCached.inEveryTask(run);
  }

  /** The contributions of the partitions, in the order of addition, and their encoding. */
  public record Answers(List<EncodedSum> encodedSums, Wire wire) {}

  /** A round of synchronous SGD. */
  public Answers gradients(Round round, PublishedWeights weights) {
    return run(new GradientTask(round, weights));
  }

  /** A round of local steps. */
  public Answers localSteps(Round round, PublishedWeights weights, LocalPlan plan) {
    return run(new LocalTask(round, weights, plan));
  }

  private Answers run(PartitionTask work) {
    Wire wire = run.wire(work.round);
    RoundTask task = new RoundTask(published, work);
    if (wire.keepsRest() || work.keepsState()) {
      return new Answers(states.orElseThrow().run(task, work.weights), wire);
    }
    int[] holders = run.holding(work.round);
    long bytes = expectedBytes(work.round, holders.length, work.weights.slotBytes(), wire);
    int levels = depth.levels(bytes, holders.length);
    if (levels > 1) {
      Wire exact = run.exactWire();
      return new Answers(TreeAggregation.groups(rows.rdd(), task, wire, exact, levels), exact);
    }
    return new Answers(PartitionJob.run(rows.rdd(), task, EncodedSum.class, holders), wire);
  }

  /**
   * Checks that the results of such a round are not larger than Spark allows.
   *
   * @param slotBytes bytes of the optimizer state that travel with a vector
   * @param remembered whether partitions keep a state
   * @throws io.sparksgd.plan.InvalidPlanException if they are
   */
  public void checkResults(Round round, long slotBytes, boolean remembered) {
    Wire wire = run.wire(round);
    SparkConf conf = rows.rdd().context().getConf();
    if (remembered) {
      long bytes = wire.codec(run.parameters()).maxBytes() + slotBytes;
      ResultLimit.check(conf, rows.partitions(), bytes);
      return;
    }
    int partitions = run.holding(round).length;
    long bytes = expectedBytes(round, partitions, slotBytes, wire);
    int levels = depth.levels(bytes, partitions);
    if (levels > 1) {
      long whole = (long) Double.BYTES * run.parameters() + slotBytes;
      ResultLimit.check(conf, TreeAggregation.sums(rows.partitions(), levels), whole);
    } else {
      ResultLimit.check(conf, partitions, bytes / Math.max(1, partitions));
    }
  }

  /** Expected bytes that the partitions send. */
  private long expectedBytes(Round round, int partitions, long slotBytes, Wire wire) {
    int parameters = run.parameters();
    long whole = partitions * (wire.codec(parameters).maxBytes() + slotBytes);
    if (round.isLocal() || rows.storedValues() == 0 || rows.rows() == 0 || !wire.sendsFew()) {
      return whole;
    }
    double values =
        run.sampler().expectedRows() * round.microBatches() * rows.storedValues() / rows.rows();
    boolean few = values / partitions * BatchGradient.COMPACT_FROM < parameters;
    return few ? Math.min(whole, Math.round(values * 12)) : whole;
  }

  /** The sum of the answers; the next sum overwrites it. */
  public RoundSum add(Answers answers) {
    sum.reset();
    for (EncodedSum encodedSum : answers.encodedSums()) {
      sum.add(encodedSum, answers.wire());
    }
    return sum;
  }

  /** The same of a round whose rows have features to be centred. */
  public RoundSum add(Round round, Answers answers) {
    RoundSum all = add(answers);
    if (run.isCentredAfterwards(round)) {
      all.centre(run.centring());
    }
    return all;
  }

  /** Bytes that a round moved. */
  public static Traffic traffic(PublishedWeights weights, Answers answers) {
    long returned = 0;
    long dense = 0;
    for (EncodedSum encodedSum : answers.encodedSums()) {
      returned += encodedSum.bytes();
      dense += encodedSum.denseBytes();
    }
    return new Traffic(weights.bytes(), returned, dense);
  }

  /** Accepts the last round: the partitions' states after it are the current ones. */
  public void acceptStates() {
    states.ifPresent(PartitionStates::accept);
  }

  /** Undoes the last round, unless it was accepted. */
  public void undoStates() {
    states.ifPresent(PartitionStates::undo);
  }

  /** Keeps the partitions' current states. */
  public PartitionStates.Kept keepStates() {
    return states.map(PartitionStates::keep).orElse(PartitionStates.Kept.NOTHING);
  }

  /** Keeps the states in files that {@link #copy} wrote. */
  public PartitionStates.Kept adopt(List<String> files) {
    return states.map(all -> all.adopt(files)).orElse(PartitionStates.Kept.NOTHING);
  }

  /** Copies kept states to a folder; returns the files in the order of the partitions. */
  public List<String> copy(PartitionStates.Kept kept, String folder) {
    return states.map(all -> all.copyTo(folder, kept)).orElse(List.of());
  }

  public void discard(PartitionStates.Kept kept) {
    states.ifPresent(all -> all.discard(kept));
  }

  /** Makes kept states the current ones. */
  public void goBack(PartitionStates.Kept kept) {
    states.ifPresent(all -> all.goBack(kept));
  }

  /** Whether the run has no rows for this and all later rounds. */
  public boolean isOver(Round round) {
    return run.sampler().isOver(round.firstMicroBatch());
  }

  /** Whether partitions may keep a state. */
  public boolean remembers() {
    return states.isPresent();
  }

  /** Partitions of the rows. */
  public int partitions() {
    return rows.partitions();
  }

  /**
   * Writes the partitions' states.
   *
   * @return the files in the order of the partitions; none when there is nothing
   */
  public List<String> saveStates(String folder) {
    return states.map(all -> all.saveTo(folder)).orElse(List.of());
  }

  /** Restores states from files that {@link #saveStates} wrote. */
  public void restoreStates(List<String> files) {
    if (!files.isEmpty()) {
      states
          .orElseThrow(
              () ->
                  new CheckpointException(
                      "Invalid checkpoint: it has states of partitions, and this run keeps none"))
          .startFrom(files);
    }
  }

  @Override
  public void close() {
    states.ifPresent(PartitionStates::close);
  }
}
