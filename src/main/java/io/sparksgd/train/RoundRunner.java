package io.sparksgd.train;

import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.exchange.RoundSum;
import io.sparksgd.exchange.Wires;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.Round;
import io.sparksgd.round.RoundJobs;
import io.sparksgd.round.WeightedRow;
import io.sparksgd.spark.PublishedWeights;
import io.sparksgd.spark.TimeLimit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs the Spark jobs of a training's rounds, each within the time limit, and takes their time. */
final class RoundRunner implements AutoCloseable {
  private final BlockSet rows;
  private final RoundJobs jobs;
  private final Wires wires;
  private final boolean partitionsKeepState;
  private final RunCounters counters;
  private final PhaseClock clock;
  private final Optional<TimeLimit> limit;
  private boolean weightsAreChecked;

  RoundRunner(
      BlockSet rows,
      RoundJobs jobs,
      Wires wires,
      SynchronizeConfig synchronize,
      RunCounters counters,
      PhaseClock clock) {
    this.rows = rows;
    this.jobs = jobs;
    this.wires = wires;
    this.partitionsKeepState = synchronize.keepsStates();
    this.counters = counters;
    this.clock = clock;
    OptionalDouble seconds = synchronize.timeoutSeconds();
    this.limit =
        seconds.isPresent()
            ? Optional.of(TimeLimit.of(rows.rdd().context(), seconds.getAsDouble()))
            : Optional.empty();
  }

  /** The training rows. */
  BlockSet rows() {
    return rows;
  }

  /**
   * Checks that the results of such a round fit through Spark's limit.
   *
   * @throws InvalidPlanException if they do not
   */
  void checkResults(Round round, ModelUpdate model) {
    long slotBytes =
        Stream.of(model.travellingArrays(round))
            .mapToLong(array -> (long) Double.BYTES * array.length)
            .sum();
    jobs.checkResults(round, slotBytes, keepsState(round));
  }

  /** Whether partitions keep some state from this round for the next. */
  private boolean keepsState(Round round) {
    return wires.of(round).keepsRest() || (round.isLocal() && partitionsKeepState);
  }

  /** Sends the weights to the executors. */
  PublishedWeights broadcast(Round round, ModelUpdate model) {
    double[][] arrays = model.travellingArrays(round);
    PublishedWeights.Life life =
        keepsState(round) ? PublishedWeights.Life.LONGER : PublishedWeights.Life.ROUND;
    return clock.time(
        Phase.BROADCAST,
        () ->
            PublishedWeights.of(
                rows.rdd().context(), model.weights(), arrays, wires.weights(), life));
  }

  /** Runs the round's job and adds the sums of the partitions; valid until the next round. */
  RoundSum treeAggregate(Round round, PublishedWeights published, ModelUpdate model) {
    RoundJobs.Answers answers =
        timed(Phase.GRADIENT, "the round after", () -> answers(round, published, model));
    counters.moved(RoundJobs.traffic(published, answers));
    return clock.time(Phase.MERGE, () -> jobs.add(round, answers));
  }

  private RoundJobs.Answers answers(Round round, PublishedWeights published, ModelUpdate model) {
    return round.isLocal()
        ? jobs.localSteps(round, published, model.localPlan(round))
        : jobs.gradients(round, published);
  }

  private <T> T timed(Phase phase, String what, Supplier<T> work) {
    return clock.time(phase, () -> limited(what, work));
  }

  /** The states of the partitions after the last round count. */
  void acceptStates() {
    limited("saving the partitions' state after", jobs::acceptStates);
  }

  /** Whether the run has no rows for this round and the rounds after it. */
  boolean isOver(Round round) {
    return jobs.isOver(round);
  }

  /**
   * Looks, once, whether any row has a weight: if none has, no round will ever make an update.
   *
   * @throws InvalidPlanException if none has
   */
  void checkWeights() {
    if (!weightsAreChecked) {
      limited("the check of the row weights after", () -> WeightedRow.checkIn(rows));
      weightsAreChecked = true;
    }
  }

  /**
   * Does some work whose Spark jobs have to end in time, if there is a limit.
   *
   * @param what the work, in messages; the step follows
   */
  <T> T limited(String what, Supplier<T> work) {
    return limit.isPresent() ? limit.get().of(what + " step " + counters.step(), work) : work.get();
  }

  /** The same for work without result. */
  void limited(String what, Runnable work) {
    limited(
        what,
        () -> {
          work.run();
          return rows;
        });
  }

  @Override
  public void close() {
    limit.ifPresent(TimeLimit::close);
    jobs.close();
  }
}
