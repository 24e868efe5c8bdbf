package io.sparksgd.train;

import io.sparksgd.config.FeedbackConfig;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.exchange.Wires;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.RunPlan;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.optim.InterleavedAdaGrad;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.BatchPlan;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.LearningRate;
import io.sparksgd.plan.RoundPlan;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.round.PartitionStates;
import io.sparksgd.round.RoundJobs;
import io.sparksgd.task.RunSetting;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Builds the loop of a run from its plan, its rows and its controls. */
final class TrainingSetup {
  private final TrainingPlan plan;
  private final BlockSet rows;
  private final Optional<BlockSet> validation;
  private final double[] start;
  private final List<TrainingListener> listeners;
  private final RunControl control;

  /**
   * A setup.
   *
   * @param start weights to start from; not changed
   * @param listeners told of every event, in this order
   */
  TrainingSetup(
      TrainingPlan plan,
      BlockSet rows,
      Optional<BlockSet> validation,
      double[] start,
      List<TrainingListener> listeners,
      RunControl control) {
    this.plan = plan;
    this.rows = rows;
    this.validation = validation;
    this.start = start;
    this.listeners = listeners;
    this.control = control;
  }

  /**
   * A loop that is ready for its first step: at the start of the run, or where its checkpoint was.
   *
   * @throws InvalidPlanException if the plan does not fit the data
   */
  TrainingLoop loop() {
    checkPrecision();
    BatchPlan batches = BatchPlan.of(plan.batch(), plan.stop(), rows.rows(), plan.seed());
    RunParts run = parts(batches);
    Wires wires = new Wires(plan.compression(), plan.objective().layout(), plan.seed());
    RoundJobs jobs = jobs(batches, wires);
    RoundRunner runner =
        new RoundRunner(rows, jobs, wires, plan.synchronize(), run.counters(), run.clock());
    Recovery recovery = new Recovery(plan.guard(), run, jobs);
    Optional<RunSaver> saver = control.checkpoints().map(to -> saver(to, run, jobs, recovery));
    Evaluations evaluations = new Evaluations(run, runner, plan.objective(), control.centring());
    TrainingLoop loop =
        new TrainingLoop(description(batches), run, runner, evaluations, recovery, saver);
    makeReady(loop, run, runner, saver);
    return loop;
  }

  /** Steps in float32 hold each weight beside its accumulator. */
  private void checkPrecision() {
    int parameters = plan.objective().layout().size();
    if (plan.synchronize().isNarrow() && parameters > InterleavedAdaGrad.MOST_WEIGHTS) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name("synchronize.local-precision")
                  + ": float32 with "
                  + parameters
                  + " parameters (allowed: float64; float32 up to "
                  + InterleavedAdaGrad.MOST_WEIGHTS
                  + ")");
    }
  }

  private RunParts parts(BatchPlan batches) {
    LearningRate learningRate = LearningRate.of(plan, batches);
    RunCounters counters = new RunCounters(rows.rows());
    RunTimes times = new RunTimes();
    LossWatch losses = new LossWatch(plan.guard().explosionFactor());
    return new RunParts(
        counters,
        times,
        losses,
        new StopJudge(plan.stop(), batches, rows.rows(), control.stop(), control.words()),
        validation.map(set -> new Validation(plan, set, control.judged())),
        RoundPlan.of(plan.synchronize(), batches, rows.rows()),
        new ModelUpdate(plan, learningRate, start),
        new RunEvents(listeners, control.words(), counters, times, losses));
  }

  private RunPlan description(BatchPlan batches) {
    return new RunPlan(
        plan.name(),
        rows.rows(),
        rows.features(),
        rows.bytes(),
        rows.storedValues(),
        rows.kernels(),
        plan.objective().layout().size(),
        rows.partitions(),
        Math.round(batches.rowsPerStep()),
        batches.totalSteps());
  }

  private RoundJobs jobs(BatchPlan batches, Wires wires) {
    return new RoundJobs(
        rows,
        new RunSetting(
            plan.objective(),
            batches.sampler(),
            plan.seed(),
            wires,
            rows.firstRows(),
            control.centring()),
        states(),
        AggregationDepth.of(plan.synchronize().aggregationDepth()));
  }

  private Optional<PartitionStates> states() {
    Optional<FeedbackConfig> feedback = plan.compression().feedback();
    return feedback.isPresent() || plan.synchronize().keepsStates()
        ? Optional.of(
            new PartitionStates(
                rows.rdd(),
                feedback.map(FeedbackConfig::snapshotEvery).orElse(PartitionStates.SAVE_EVERY),
                plan.scratch()))
        : Optional.empty();
  }

  private RunSaver saver(Checkpoints to, RunParts run, RoundJobs jobs, Recovery recovery) {
    return new RunSaver(to, DataFacts.of(rows, validation), run, jobs, recovery);
  }

  private void makeReady(
      TrainingLoop loop, RunParts run, RoundRunner runner, Optional<RunSaver> saver) {
    boolean ready = false;
    try {
      checkResults(run, runner);
      control.optimizerState().ifPresent(run.model()::continueFrom);
      saver.ifPresent(RunSaver::restore);
      ready = true;
    } finally {
      if (!ready) {
        loop.close();
      }
    }
  }

  /**
   * Looks at each kind of round that the run may have: dense and compressed, synchronous and local.
   */
  private void checkResults(RunParts run, RoundRunner runner) {
    long localFrom = plan.synchronize().local().map(LocalRounds::startAt).orElse(0L);
    LongStream.of(0, plan.compression().startStep(), localFrom)
        .distinct()
        .mapToObj(step -> run.rounds().at(step, step))
        .forEach(round -> runner.checkResults(round, run.model()));
  }
}
