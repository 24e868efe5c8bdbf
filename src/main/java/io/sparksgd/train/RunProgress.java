package io.sparksgd.train;

import io.sparksgd.checkpoint.CheckpointWriter.Saved;
import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.StopConfig;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;
import io.sparksgd.monitor.Convergence;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.DivergenceGuard;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.monitor.RunPlan;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.RunningLoss;
import io.sparksgd.monitor.StopRules;
import io.sparksgd.monitor.Traffic;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.plan.BatchPlan;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.train.TrainingResult.Point;
import io.sparksgd.train.TrainingResult.Weights;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tracks a run: steps, rows, losses and bytes so far. It notifies the listeners, and decides when
 * to evaluate and when to stop. It changes no weights.
 */
final class RunProgress {
  /** Number of values in the section {@code progress}; the first one is the step. */
  static final int COUNTERS = 5;

  private final RunPlan description;
  private final Optional<Validation> validation;
  private final List<TrainingListener> listeners;
  private final StopRules stopRules;
  private final Optional<Convergence> convergence;
  private final DivergenceGuard guard;
  private final UpdatelessRounds updateless;
  private final RunningLoss runningLoss = new RunningLoss();
  private final PhaseClock clock = new PhaseClock();
  private final long startNanos = System.nanoTime();

  private final StopRequest stopRequest;
  private final Wording words;

  private double secondsBefore;
  private long step;
  private long rows;
  private Traffic bytes = Traffic.NONE;
  private Traffic stepBytes = Traffic.NONE;
  private long batchRows;
  private double trainLoss;
  private double stepLearningRate;
  private double stepGradientNorm;
  private double stepCosine = 1;
  private RunStatus status = RunStatus.COMPLETED;
  private Optional<String> stopReason = Optional.empty();

  RunProgress(
      TrainingPlan plan,
      BatchPlan batches,
      BlockSet rows,
      Optional<BlockSet> validation,
      List<TrainingListener> listeners,
      RunControl control) {
    this.description = describe(plan, batches, rows);
    this.updateless = new UpdatelessRounds(batches.epochSteps(), control.words());
    this.guard = new DivergenceGuard(plan.guard().explosionFactor());
    this.validation = validation.map(set -> new Validation(plan, set, control.judged()));
    this.listeners = listeners;
    this.stopRequest = control.stop();
    this.words = control.words();
    OptionalDouble tolerance = plan.stop().tolerance();
    this.convergence =
        tolerance.isPresent()
            ? Optional.of(new Convergence(tolerance.getAsDouble(), rows.rows()))
            : Optional.empty();
    this.stopRules = stopRules(plan.stop(), batches.totalSteps());
  }

  private static RunPlan describe(TrainingPlan plan, BatchPlan batches, BlockSet rows) {
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

  private static StopRules stopRules(StopConfig stop, long totalSteps) {
    return new StopRules(
        totalSteps,
        stop.minutes(),
        stop.target().map(StopConfig.Target::metric),
        stop.target().stream().mapToDouble(StopConfig.Target::value).findFirst());
  }

  /** Updates made so far. */
  long step() {
    return step;
  }

  /** The seconds of the run by phase. */
  PhaseClock clock() {
    return clock;
  }

  void started() {
    tell(new TrainingEvent.Started(step, description));
  }

  /** Whether the run continues, because no stop rule has ended it yet. */
  boolean goesOn() {
    if (stopReason.isEmpty()) {
      stopReason = stopRules.reasonAfterStep(step, seconds());
    }
    if (stopReason.isEmpty()) {
      stopReason = stopRequest.asked();
      stopReason.ifPresent(reason -> status = RunStatus.INTERRUPTED);
    }
    return stopReason.isEmpty();
  }

  /** Counts the bytes of a round. */
  void moved(Traffic round) {
    stepBytes = stepBytes.plus(round);
    bytes = bytes.plus(round);
  }

  /** A round drew no rows; see {@link UpdatelessRounds#drewNothing}. */
  void drewNothing(boolean isOver) {
    stopReason = updateless.drewNothing(isOver, step);
  }

  /**
   * A round drew only rows of weight 0: it makes no update, but its rows count.
   *
   * @param updates that the round would have made
   */
  void passed(int updates, long drawnRows) {
    rows += drawnRows;
    convergence.ifPresent(rule -> rule.pass(drawnRows));
    stopReason = updateless.pass(updates, step);
  }

  /**
   * Updates that rows were drawn for: those that were made, and those left out because all rows had
   * weight 0.
   */
  long stepsDrawn() {
    return step + updateless.passed();
  }

  /**
   * Checks a step before its update.
   *
   * @throws DivergedException if its loss or gradient is not finite, or its loss explodes
   */
  void check(double learningRate, double loss, double gradientNorm) {
    guard.check(step + 1, learningRate, loss, gradientNorm);
  }

  /**
   * Checks the weights after the updates of a round.
   *
   * @throws DivergedException if one is not finite
   */
  void checkWeights(int updates, double learningRate, double[] weights) {
    guard.checkWeights(step + updates, learningRate, weights);
  }

  /** Whether the last loss is clearly not that of an exploding run. */
  boolean lossIsSane() {
    return guard.isSane();
  }

  /**
   * Whether the losses of a run that ends now are suspicious, so that the loss of its weights must
   * be measured.
   */
  boolean mayHaveExploded() {
    double loss =
        validation
            .filter(rules -> rules.lastStep() == step)
            .map(rules -> rules.last().getOrDefault(Metric.LOSS, Double.NaN))
            .orElse(guard.last());
    return step > 0
        && status != RunStatus.INTERRUPTED
        && (guard.isSuspicious(guard.last()) || guard.isSuspicious(loss));
  }

  /**
   * The run diverged, and continues.
   *
   * @param before updates made before the divergence
   * @param rateFactor of the learning rate from now on
   */
  void recovered(DivergedException why, OnDivergence policy, long before, double rateFactor) {
    tell(new TrainingEvent.Diverged(before, seconds(), why.what(), policy, step, rateFactor));
  }

  /**
   * Updates were made; {@code loss} is the objective before them, on the rows they used.
   *
   * @param updates of a round
   * @param cosine similarity of the original and the sent vectors
   */
  void stepMade(
      int updates,
      long usedRows,
      double loss,
      double learningRate,
      double gradientNorm,
      double cosine) {
    step += updates;
    stepCosine = cosine;
    rows += usedRows;
    updateless.updated();
    batchRows = usedRows;
    trainLoss = loss;
    stepLearningRate = learningRate;
    stepGradientNorm = gradientNorm;
    runningLoss.add(loss, usedRows);
    guard.passed(loss, runningLoss.value());
    if (convergence.isPresent() && stopReason.isEmpty()) {
      stopReason = convergence.get().observe(loss, usedRows);
    }
  }

  /** Notifies the listeners of the update. */
  void notifyStep() {
    tell(
        new TrainingEvent.StepDone(
            step,
            epoch(),
            rows,
            batchRows,
            trainLoss,
            runningLoss.value(),
            stepLearningRate,
            stepGradientNorm,
            seconds(),
            clock.lap(),
            stepBytes,
            stepCosine));
    stepBytes = Traffic.NONE;
  }

  boolean evaluationDue() {
    return validation.isPresent() && validation.get().due(step, epoch());
  }

  boolean lastStepNotEvaluated() {
    return validation.isPresent()
        && status != RunStatus.INTERRUPTED
        && step > 0
        && validation.get().lastStep() != step;
  }

  /**
   * Evaluates weights on the validation rows, notifies the listeners and applies the stop rules.
   */
  Map<Metric, Double> evaluate(double[] weights) {
    Validation rules = validation.orElseThrow();
    double started = seconds();
    clock.time(Phase.EVALUATE, () -> rules.evaluate(point(Map.of()), epoch(), weights));
    double now = seconds();
    tell(
        new TrainingEvent.Evaluated(
            step, epoch(), rows, rules.last(), now, now - started, rules.lastIsBest()));
    askRules(rules);
    return rules.last();
  }

  private void askRules(Validation rules) {
    if (stopReason.isEmpty()) {
      stopReason = stopRules.reasonAfterEvaluation(rules.last());
      if (stopReason.isEmpty()) {
        stopReason = rules.earlyStop();
        stopReason.ifPresent(reason -> status = RunStatus.STOPPED_EARLY);
      }
    }
  }

  void save(RunState.Builder state) {
    state.longs("progress", step, rows, bytes.broadcast(), bytes.returned(), bytes.dense());
    state.doubles("seconds", seconds()).doubles("running-loss", runningLoss.state());
    state.doubles("guard", guard.state());
    updateless.save(state);
    convergence.ifPresent(rule -> state.doubles("convergence", rule.state()));
    clock.state().forEach((phase, nanos) -> state.longs("phase-" + phase.key(), nanos));
    validation.ifPresent(rules -> rules.save(state));
  }

  /** Restores a state; the stop rules see its last evaluation again. */
  void restoreCourse(RunState state) {
    long[] counters = state.longs("progress", COUNTERS);
    step = counters[0];
    rows = counters[1];
    bytes = new Traffic(counters[2], counters[3], counters[4]);
    updateless.restore(state);
    stopReason = Optional.empty();
    runningLoss.restore(state.doubles("running-loss", 2));
    if (state.has("guard")) {
      guard.restore(state.doubles("guard"));
    }
    if (convergence.isPresent() && state.has("convergence")) {
      convergence.get().restore(state.doubles("convergence"));
      stopReason = convergence.get().reason();
    }
    if (validation.isPresent()) {
      validation.get().restore(state);
      askRules(validation.get());
    }
  }

  /** Adds the run time of a saved state. */
  void restoreTime(RunState state) {
    secondsBefore = state.doubles("seconds", 1)[0];
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      if (state.has("phase-" + phase.key())) {
        phases.put(phase, state.longs("phase-" + phase.key(), 1)[0]);
      }
    }
    clock.restore(phases);
  }

  /** The state was saved. */
  void checkpointed(long savedStep, double saveSeconds, double stalledSeconds, Saved saved) {
    tell(
        new TrainingEvent.Checkpointed(
            savedStep,
            seconds(),
            saveSeconds,
            stalledSeconds,
            saved.bytes(),
            saved.folder().toString()));
  }

  /** The state could not be saved. */
  void checkpointFailed(long savedStep, Exception failure) {
    tell(new TrainingEvent.CheckpointFailed(savedStep, seconds(), firstLine(failure)));
  }

  TrainingResult completed(double[] weights) {
    return end(status, stopReason.orElse("All steps made."), weights);
  }

  TrainingResult diverged(DivergedException exception, double[] weights) {
    return end(RunStatus.DIVERGED, exception.worded().in(words), weights);
  }

  /** The run has ended with exploded weights; the text says how that shows. */
  DivergedException exploded(String what) {
    return DivergedException.atEnd(step, stepLearningRate, what);
  }

  /** The weights to keep, given the last ones. */
  double[] kept(double[] last) {
    return validation.flatMap(Validation::kept).map(TrainingResult.Kept::weights).orElse(last);
  }

  TrainingResult failed(Exception failure, double[] weights) {
    return end(RunStatus.FAILED, firstLine(failure), weights);
  }

  private String firstLine(Exception failure) {
    String told = Worded.message(failure, words);
    String message = told == null ? "" : ": " + told;
    return (failure.getClass().getSimpleName() + message).lines().findFirst().orElse("");
  }

  private TrainingResult end(RunStatus endStatus, String reason, double[] last) {
    double seconds = seconds();
    tell(new TrainingEvent.Stopped(step, epoch(), rows, seconds, endStatus, reason));
    return new TrainingResult(
        endStatus,
        reason,
        step,
        epoch(),
        rows,
        seconds,
        clock.total(),
        bytes,
        stepCosine,
        point(validation.map(Validation::last).orElse(Map.of())),
        validation.flatMap(Validation::best),
        new Weights(last, step, validation.flatMap(Validation::kept)));
  }

  private Point point(Map<Metric, Double> metrics) {
    return new Point(step, seconds(), runningLoss.value(), metrics);
  }

  private double epoch() {
    return (double) rows / description.trainingRows();
  }

  private double seconds() {
    return secondsBefore + PhaseClock.secondsSince(startNanos);
  }

  private void tell(TrainingEvent event) {
    clock.time(Phase.NOTIFY, () -> listeners.forEach(listener -> listener.on(event)));
  }
}
