package io.sparksgd.rehearse;

import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.BatchSize;
import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.config.GuardConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.Sampling;
import io.sparksgd.config.ScalingConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.config.SynchronizeConfig.Length;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.cost.Constants;
import io.sparksgd.cost.Workload;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.Penalty;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.BatchPlan;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.RoundPlan;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.round.PartitionStates;
import io.sparksgd.schedule.ScalingRule;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.score.Evaluator;
import io.sparksgd.spark.SparkFloor;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.StopRequest;
import io.sparksgd.train.Trainer;
import io.sparksgd.train.Validation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Measures the cost of each part of a round. After a warm-up it makes a few seconds of real rounds
 * of a job over some of its rows. Each task has as many rows as in the run, if there are enough;
 * then a quarter of them, which shows the part of the cost that depends on the rows. The trained
 * model is discarded.
 */
public final class Rehearsal {
  private static final double SECONDS = 2;
  private static final double SHORT_SECONDS = 1;

  /** The warm-up may take this many times the measured seconds, until rounds get no faster. */
  private static final double MOST_TIMES = 4;

  /**
   * Rounds after which a JVM that has just started is warm: what one costs falls to a third in this
   * process, to a fifth in executors.
   */
  private static final int WARM = 300;

  private static final double LONGEST_WARMUP_HERE = 6;

  /** Two new executors on two cores took 14 s for the first hundred rounds. */
  private static final double LONGEST_WARMUP = 60;

  /**
   * With this many local steps, a round is long enough to separate their cost from the fixed part.
   */
  private static final double LONGEST_ROUND = 0.15;

  private static final int FIRST_LOCAL_STEPS = 4;
  private static final int QUARTER = 4;
  private static final int EVALUATIONS = 3;
  private static final double SLOW = 1e-3;

  private final TrainingPlan plan;
  private final BlockSet rows;
  private final Optional<BlockSet> validation;
  private final double[] start;
  private final Centring centring;
  private final RealSize real;
  private final Round round;
  private final double rowsPerStep;
  private final long totalSteps;

  /**
   * The size of the run.
   *
   * @param rows training rows
   * @param packedBytes of all rows in blocks
   */
  public record RealSize(long rows, long validationRows, long packedBytes, int partitions) {}

  /**
   * The result of the measurement.
   *
   * @param totalSteps of the run; 0 when their number is not known
   * @param rounds that were made
   * @param taskRows rows of a task of these
   * @param localUpdate seconds of an update in a partition beyond its rows, if steps were local
   */
  public record Outcome(
      Workload work,
      Constants constants,
      long totalSteps,
      int rounds,
      double taskRows,
      double localUpdate,
      AggregationDepth depth) {}

  /**
   * Makes a rehearsal.
   *
   * @param rows some of the training rows, in as many partitions as there are cores, or fewer
   * @param start weights
   * @param centring what a training subtracts from the features of the rows
   * @throws io.sparksgd.plan.InvalidPlanException if the plan does not fit the size
   */
  public Rehearsal(
      TrainingPlan plan,
      BlockSet rows,
      Optional<BlockSet> validation,
      double[] start,
      Centring centring,
      RealSize real) {
    this.plan = plan;
    this.rows = rows;
    this.validation = validation;
    this.start = start;
    this.centring = centring;
    this.real = real;
    BatchPlan batches = BatchPlan.of(plan.batch(), plan.stop(), real.rows(), plan.seed());
    long begin = plan.synchronize().local().map(LocalRounds::startAt).orElse(0L);
    this.round = RoundPlan.of(plan.synchronize(), batches, real.rows()).next(begin, begin);
    this.rowsPerStep = batches.rowsPerStep();
    this.totalSteps = batches.totalSteps();
  }

  /** Runs it. */
  public Outcome run() {
    SparkFloor floor = new SparkFloor(rows.rdd().context());
    floor.warmUp();
    double share = Math.min(1, (double) rows.partitions() / real.partitions());
    double step = Math.max(1, Math.min((double) rows.rows(), rowsPerStep * share));
    int updates = round.isLocal() ? localSteps(step) : 1;
    warmUp(step, updates);
    RoundMedians large = rounds(step, updates, SECONDS);
    RoundMedians small =
        updates > 1
            ? rounds(step, Math.max(1, updates / QUARTER), SHORT_SECONDS)
            : rounds(Math.max(1, step / QUARTER), 1, SHORT_SECONDS);
    Workload work = work(large, step * updates);
    Constants constants = constants(floor, large, small);
    double taskRows = large.rows() / tasks(large.rows());
    return new Outcome(
        work,
        constants,
        totalSteps,
        large.count() + small.count(),
        taskRows,
        localUpdate(constants),
        AggregationDepth.of(plan.synchronize().aggregationDepth()));
  }

  /** Number of local steps in a round that is long enough to measure. */
  private int localSteps(double step) {
    int first = Math.min(round.updates(), FIRST_LOCAL_STEPS);
    double seconds = rounds(step, first, SHORT_SECONDS).gradient();
    double fit = first * LONGEST_ROUND / Math.max(seconds, 1e-6);
    return (int) Math.max(1, Math.min(round.updates(), Math.max(first, fit)));
  }

  private double tasks(double roundRows) {
    return shape(roundRows, rows.partitions(), 1, 0, 0).tasks();
  }

  private void warmUp(double step, int updates) {
    double longest = rows.rdd().context().isLocal() ? LONGEST_WARMUP_HERE : LONGEST_WARMUP;
    // A short run is over before it is warm: after a third a round takes what it does on average.
    double third = totalSteps / (3.0 * round.updates());
    int warm = totalSteps == 0 ? WARM : (int) Math.max(1, Math.min(WARM, third));
    int most = warm < WARM ? Math.min(warm, mostRounds()) : mostRounds();
    RehearsedRounds.Extent extent = new RehearsedRounds.Extent(SECONDS, longest, warm, most);
    int made = rounds(step, updates, extent).count();
    // Where few rounds can be made at once, earlier ones warm the executors for later ones.
    for (long begin = System.nanoTime();
        most < warm && made < warm && PhaseClock.secondsSince(begin) < longest; ) {
      made += rounds(step, updates, extent).count();
    }
  }

  private RoundMedians rounds(double step, int updates, double seconds) {
    return rounds(
        step, updates, new RehearsedRounds.Extent(seconds, seconds * MOST_TIMES, 0, mostRounds()));
  }

  private RoundMedians rounds(double step, int updates, RehearsedRounds.Extent extent) {
    StopRequest stop = new StopRequest();
    RehearsedRounds rounds = new RehearsedRounds(stop, extent);
    Trainer trainer = new Trainer(planOf(step, updates), List.of(rounds));
    RunControl control =
        new RunControl(Optional.empty(), stop).withFeatures(centring, UnaryOperator.identity());
    trainer.fit(rows, Optional.empty(), start, control);
    return rounds.medians(step * updates);
  }

  /** The partitions' states are not written to files here. */
  private int mostRounds() {
    if (plan.compression().feedback().isEmpty() && !plan.synchronize().keepsStates()) {
      return Integer.MAX_VALUE;
    }
    int saved = plan.compression().feedback().map(f -> f.snapshotEvery()).orElse(Integer.MAX_VALUE);
    return Math.max(1, Math.min(saved, PartitionStates.SAVE_EVERY) - 1);
  }

  private TrainingPlan planOf(double step, int updates) {
    SynchronizeConfig synchronize =
        new SynchronizeConfig(
            plan.synchronize()
                .local()
                .filter(local -> round.isLocal())
                .map(
                    local ->
                        new LocalRounds(
                            new Length.Steps(updates),
                            0,
                            local.state(),
                            local.precision(),
                            local.outer(),
                            local.outerLearningRate())),
            plan.synchronize().aggregationDepth(),
            OptionalDouble.empty());
    return new TrainingPlan(
        plan.name() + ", rehearsal",
        plan.objective(),
        plan.penalty(),
        batch(step),
        slow(plan.optimizer()),
        new ScheduleConfig(new SchedulePlan.Constant(), Optional.empty()),
        new ScalingConfig(ScalingRule.NONE, OptionalLong.empty()),
        synchronize,
        plan.compression(),
        StopConfig.afterSteps(Integer.MAX_VALUE),
        EvaluateConfig.NO_INTERVAL,
        GuardConfig.FAIL,
        plan.seed(),
        plan.scratch());
  }

  /** The update rule, with a learning rate so small that nothing diverges. */
  private static OptimizerConfig slow(OptimizerConfig optimizer) {
    return new OptimizerConfig(
        optimizer.rule(),
        optimizer.learningRate() * SLOW,
        optimizer.clipNorm(),
        optimizer.clipValue(),
        optimizer.averageDecay());
  }

  private BatchConfig batch(double step) {
    BatchConfig batch = plan.batch();
    if (batch.size() instanceof BatchSize.Full && step == (double) rows.rows()) {
      return batch;
    }
    int accumulation = (int) Math.max(1, Math.min(batch.accumulationSteps(), step));
    double micro = step / accumulation;
    return batch.sampling() == Sampling.BERNOULLI && !(batch.size() instanceof BatchSize.Full)
        ? new BatchConfig(
            new BatchSize.Fraction(Math.min(1, micro / rows.rows())),
            batch.sampling(),
            accumulation)
        : new BatchConfig(
            new BatchSize.Rows(Math.max(1, (long) micro)), batch.sampling(), accumulation);
  }

  private Workload work(RoundMedians large, double measuredRows) {
    double rowsPerRound = rowsPerStep * round.updates();
    Workload known = shape(rowsPerRound, real.partitions(), round.updates(), large.broadcast(), 0);
    double result = large.returned() / tasks(measuredRows);
    if (!round.isLocal()) {
      // Touched features: more rows than were measured touch at most as many more.
      double more = known.rowsPerTask() / (measuredRows / tasks(measuredRows));
      double most = Math.max(result, 8.0 * known.parameters());
      result = Math.min(most, result * Math.max(1, more));
    }
    return shape(rowsPerRound, real.partitions(), round.updates(), large.broadcast(), result);
  }

  private Workload shape(
      double rowsPerRound, int partitions, int updates, long broadcast, double result) {
    int parameters = plan.objective().layout().size();
    long slots =
        plan.optimizer().chain().optimizer(plan.objective().layout()).slots().stream()
            .mapToLong(slot -> slot.length)
            .sum();
    return new Workload(
        real.rows(),
        real.validationRows(),
        real.packedBytes(),
        parameters,
        (int) Math.ceil((double) slots / parameters),
        partitions,
        rowsPerRound,
        updates,
        round.isLocal() ? Workload.Place.PARTITIONS : Workload.Place.DRIVER,
        broadcast,
        result);
  }

  private Constants constants(SparkFloor floor, RoundMedians large, RoundMedians small) {
    floor.measure();
    double tasks = tasks(large.rows());
    double taskRows = large.rows() / tasks;
    double smallRows = small.rows() / tasks(small.rows());
    double row =
        taskRows > smallRows
            ? Math.max(0, (large.gradient() - small.gradient()) / (taskRows - smallRows))
            : 0;
    double fixed = Math.max(0, large.gradient() - taskRows * row);
    // The bare job was measured in other circumstances: it takes no more than a round.
    double shrink = Math.min(1, fixed / floor.seconds(tasks));
    double launch = shrink * floor.seconds(tasks);
    double bytes = large.returned();
    double rest = Math.max(0, fixed - launch);
    double resultByte = Math.min(floor.byteSeconds(), rest / Math.max(1, bytes));
    return new Constants(
        shrink * floor.jobSeconds(),
        shrink * floor.taskSeconds(),
        large.publish(),
        Math.max(0, rest - bytes * resultByte),
        row,
        resultByte,
        large.merge() / tasks,
        large.update(),
        evaluatedRow(floor));
  }

  private double evaluatedRow(SparkFloor floor) {
    if (validation.isEmpty()) {
      return 0;
    }
    BlockSet set = validation.get();
    double best = Double.POSITIVE_INFINITY;
    Validation rules = new Validation(plan, set, UnaryOperator.identity());
    for (int i = 0; i < EVALUATIONS; i++) {
      long begin = System.nanoTime();
      Evaluator.evaluate(set, plan.objective(), start, rules.metrics());
      best = Math.min(best, PhaseClock.secondsSince(begin));
    }
    double launch = floor.seconds(set.partitions());
    return Math.max(0, best - launch) * set.partitions() / Math.max(1, set.rows());
  }

  /** An update that visits all parameters costs the same in a partition as on the driver. */
  private double localUpdate(Constants constants) {
    boolean touched =
        plan.optimizer().chain().optimizer(plan.objective().layout()).isSparse()
            && plan.penalty().equals(Penalty.NONE)
            && plan.objective().canRenumber();
    return touched ? 0 : constants.update();
  }
}
