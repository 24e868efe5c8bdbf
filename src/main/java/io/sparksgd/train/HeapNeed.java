package io.sparksgd.train;

import io.sparksgd.compress.Codec;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.exchange.Wire;
import io.sparksgd.exchange.Wires;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.optim.UpdateChain;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.BatchPlan;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.RoundPlan;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.round.TreeAggregation;
import io.sparksgd.task.BatchGradient;
import java.util.Optional;

/**
 * The least heap that the vectors of a run take, in bytes: a number of vectors of {@code 8 d}, d
 * the parameters. Below, s are the slots of the update rule and e is the share of a vector that its
 * codec sends. Measured with one and two cores, plain SGD and Adam: with one vector less, runs
 * ended with an OutOfMemoryError.
 */
final class HeapNeed {
  /** What Spark takes itself. */
  private static final long BASE = 100L << 20;

  /** Start weights, their copy, the weights, the sum of a round. */
  private static final int OF_THE_LOOP = 4;

  private final TrainingPlan plan;
  private final Wires wires;
  private final int parameters;
  private final int slots;

  /**
   * The need of a plan.
   *
   * @throws IllegalArgumentException if a vector is longer than the bytes of an array
   */
  HeapNeed(TrainingPlan plan) {
    this.plan = plan;
    this.wires = new Wires(plan.compression(), plan.objective().layout(), plan.seed());
    this.parameters = plan.objective().layout().size();
    this.slots = slots(plan.optimizer().chain());
  }

  private static int slots(UpdateChain chain) {
    ParameterLayout one =
        ParameterLayout.builder().add("weights", ParameterGroup.Kind.WEIGHTS, 1, 1).build();
    return chain.optimizer(one).slots().size();
  }

  /** Bytes of this many vectors, and of Spark. */
  private long bytes(double vectors) {
    return BASE + Math.round(vectors * Double.BYTES * parameters);
  }

  /** The heap of a driver whose tasks run elsewhere, before any result comes. */
  long driver() {
    return bytes(ofDriver());
  }

  /**
   * The heap of a process that is the driver and runs the tasks.
   *
   * @param cores tasks that run at the same time
   */
  long both(BlockSet rows, int cores) {
    return bytes(ofDriver() + 1 + ofTasks(rows, cores));
  }

  /**
   * {@code 4 + s + 2 e}, where weights are published as an array and as the blocks of a broadcast;
   * more for the average, the best weights, the start to which a guard returns and the outer rule.
   */
  private double ofDriver() {
    double vectors = OF_THE_LOOP + slots + 2 * share(wires.weights());
    vectors += plan.optimizer().evaluatesOthers() ? 1 : 0;
    vectors += plan.stop().early().filter(HeapNeed::keepsBest).isPresent() ? 1 : 0;
    vectors += plan.guard().onDivergence() == OnDivergence.ROLL_BACK ? 1 + slots : 0;
    return vectors + plan.synchronize().local().map(local -> slots(local.outer())).orElse(0);
  }

  private static boolean keepsBest(StopConfig.Early early) {
    return early.keep() == StopConfig.Keep.BEST;
  }

  private static int slots(UpdateRule rule) {
    return slots(new UpdateChain(rule, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  private double share(Codec codec) {
    return (double) codec.maxBytes() / ((double) Double.BYTES * parameters);
  }

  /**
   * Of r running tasks and n results at the driver: {@code r (1 + e) + n e}, a gradient and its
   * encoded copy; in local steps {@code r (2 + s + e) + n e}, local weights and the rule's memory
   * as well, which also travels where it is averaged. Gradients of few features take next to
   * nothing.
   */
  private double ofTasks(BlockSet rows, int cores) {
    BatchPlan batches = BatchPlan.of(plan.batch(), plan.stop(), rows.rows(), plan.seed());
    Optional<LocalRounds> local = plan.synchronize().local();
    long begin = local.map(LocalRounds::startAt).orElse(0L);
    Round round = RoundPlan.of(plan.synchronize(), batches, rows.rows()).at(begin, begin);
    double drawn = batches.sampler().expectedRows() * round.microBatches();
    int holders = (int) Math.max(1, Math.min(rows.partitions(), drawn));
    Wire wire = wires.of(round);
    if (!round.isLocal() && isFew(rows, wire, drawn / holders)) {
      return 0;
    }
    double travelling = share(wire.codec(parameters));
    double held = 1;
    if (round.isLocal()) {
      held += 1 + slots;
      travelling += local.orElseThrow().state() == LocalState.AVERAGE ? slots : 0;
    }
    int running = Math.min(cores, holders);
    return running * (held + travelling) + results(rows, travelling, holders) * travelling;
  }

  private boolean isFew(BlockSet rows, Wire wire, double rowsOfTask) {
    double values = rowsOfTask * rows.storedValues() / Math.max(1, rows.rows());
    return wire.sendsFew()
        && plan.objective().canRenumber()
        && values * BatchGradient.COMPACT_FROM < plan.objective().layout().groups().get(0).rows();
  }

  private int results(BlockSet rows, double travelling, int holders) {
    AggregationDepth depth = AggregationDepth.of(plan.synchronize().aggregationDepth());
    long bytes = Math.round(holders * travelling * Double.BYTES * parameters);
    int levels = depth.levels(bytes, holders);
    return levels > 1 ? TreeAggregation.sums(rows.partitions(), levels) : holders;
  }
}
