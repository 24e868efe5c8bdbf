package io.sparksgd.train;

import io.sparksgd.config.FeedbackConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.exchange.RoundSum;
import io.sparksgd.exchange.Wires;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.blocks.ChangedInputException;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.optim.InterleavedAdaGrad;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.WeightAverage;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.BatchPlan;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.LearningRate;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Rates;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.RoundPlan;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.round.Remembering;
import io.sparksgd.round.RoundJobs;
import io.sparksgd.spark.PublishedWeights;
import io.sparksgd.spark.TimeLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One run. {@link #makeStep} is the data flow: sample, broadcast, treeAggregate, update, notify,
 * evaluate, checkpoint.
 */
final class TrainingLoop {
  private final ParameterLayout layout;
  private final BlockSet rows;
  private final RoundPlan rounds;
  private final RoundJobs jobs;
  private final Wires wires;
  private final Updates updates;
  private final LearningRate learningRate;
  private final Optional<LocalRounds> local;
  private final TrainingPlan plan;
  private final Optional<WeightAverage> average;
  private final RunProgress progress;
  private final PhaseClock clock;
  private final double[] start;
  private final double[] weights;
  private final RunParts parts;
  private final Recovery recovery;
  private final Optional<RunSaver> saver;
  private final Optional<TimeLimit> limit;
  private boolean weightsAreChecked;

  /** Whether the end of the run shortens the round that was sampled last. */
  private boolean isCut;

  private TrainingLoop(
      TrainingPlan plan,
      BlockSet rows,
      BatchPlan batches,
      LearningRate learningRate,
      RunProgress progress,
      double[] start,
      Optional<BlockSet> validation,
      Optional<Checkpoints> checkpoints) {
    this.plan = plan;
    this.layout = plan.objective().layout();
    this.rows = rows;
    this.rounds = RoundPlan.of(plan.synchronize(), batches, rows.rows());
    this.wires = new Wires(plan.compression(), layout, plan.seed());
    this.jobs =
        new RoundJobs(
            rows,
            plan.objective(),
            batches.sampler(),
            plan.seed(),
            wires,
            remembering(plan, rows),
            AggregationDepth.of(plan.synchronize().aggregationDepth()));
    this.learningRate = learningRate;
    this.local = plan.synchronize().local();
    this.start = start.clone();
    this.weights = start.clone();
    this.updates = new Updates(plan, weights);
    this.average = averaging(plan.optimizer());
    this.progress = progress;
    this.clock = progress.clock();
    OptionalDouble seconds = plan.synchronize().timeoutSeconds();
    this.limit =
        seconds.isPresent()
            ? Optional.of(TimeLimit.of(rows.rdd().context(), seconds.getAsDouble()))
            : Optional.empty();
    this.parts = new RunParts(progress, rounds, updates, learningRate, average);
    this.recovery = new Recovery(plan.guard(), parts, jobs);
    this.saver =
        checkpoints.map(points -> new RunSaver(points, rows, validation, parts, jobs, recovery));
  }

  /** Checks that the plan fits the data and makes everything ready for the first step. */
  static TrainingLoop prepare(
      TrainingPlan plan,
      BlockSet rows,
      Optional<BlockSet> validation,
      double[] start,
      List<TrainingListener> listeners,
      RunControl control) {
    checkPrecision(plan);
    BatchPlan batches = BatchPlan.of(plan.batch(), plan.stop(), rows.rows(), plan.seed());
    LearningRate learningRate = LearningRate.of(plan, batches);
    RunProgress progress = new RunProgress(plan, batches, rows, validation, listeners, control);
    TrainingLoop loop =
        new TrainingLoop(
            plan, rows, batches, learningRate, progress, start, validation, control.checkpoints());
    loop.makeReady(control.memory());
    return loop;
  }

  /** Local steps in float32 store each weight beside its optimizer state, in one array. */
  private static void checkPrecision(TrainingPlan plan) {
    int parameters = plan.objective().layout().size();
    boolean isNarrow =
        plan.synchronize().local().stream().anyMatch(l -> l.precision() == StepPrecision.FLOAT32);
    if (isNarrow && parameters > InterleavedAdaGrad.MOST_WEIGHTS) {
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

  private void makeReady(Optional<OptimizerMemory> earlier) {
    boolean ready = false;
    try {
      checkResults();
      earlier.ifPresent(memory -> updates.continueFrom(memory, average));
      saver.ifPresent(RunSaver::restore);
      ready = true;
    } finally {
      if (!ready) {
        close();
      }
    }
  }

  /**
   * Checks each kind of round that the run may have: dense and compressed, synchronous and local.
   */
  private void checkResults() {
    LongStream.of(0, plan.compression().startStep(), local.map(LocalRounds::startAt).orElse(0L))
        .distinct()
        .mapToObj(step -> rounds.at(step, step))
        .forEach(round -> jobs.checkResults(round, slotBytes(round), remembers(round)));
  }

  private long slotBytes(Round round) {
    return Stream.of(slots(round)).mapToLong(slot -> (long) Double.BYTES * slot.length).sum();
  }

  /** The optimizer state that is published with the weights. */
  private double[][] slots(Round round) {
    return round.isLocal() ? updates.sharedSlots() : new double[0][];
  }

  private static Optional<Remembering> remembering(TrainingPlan plan, BlockSet rows) {
    Optional<FeedbackConfig> feedback = plan.compression().feedback();
    boolean keepsState =
        plan.synchronize().local().filter(l -> l.state() == LocalState.KEEP).isPresent();
    return feedback.isPresent() || keepsState
        ? Optional.of(
            new Remembering(
                rows.rdd(),
                feedback.map(FeedbackConfig::snapshotEvery).orElse(Remembering.SAVE_EVERY),
                plan.scratch()))
        : Optional.empty();
  }

  /** Makes steps until a stop rule ends the run. */
  TrainingResult run() {
    try {
      progress.started();
      recovery.begin();
      makeSteps();
      for (Optional<DivergedException> end = exploded(); end.isPresent(); end = exploded()) {
        recovery.recoverAtEnd(end.get());
        makeSteps();
      }
      return finish();
    } catch (DivergedException diverged) {
      saver.ifPresent(RunSaver::settle);
      return progress.diverged(diverged, evaluatedWeights());
    } catch (Exception failure) {
      // Not only RuntimeException: Spark's exceptions are checked, but Scala throws them
      // undeclared.
      saver.ifPresent(RunSaver::settle);
      Exception cause =
          ChangedInputException.in(failure).map(Exception.class::cast).orElse(failure);
      throw new TrainingFailedException(progress.failed(cause, evaluatedWeights()), cause);
    } finally {
      close();
    }
  }

  private void makeSteps() {
    while (progress.goesOn()) {
      try {
        makeStep();
      } catch (DivergedException diverged) {
        recovery.recover(diverged);
      }
    }
  }

  private void close() {
    saver.ifPresent(RunSaver::close);
    limit.ifPresent(TimeLimit::close);
    jobs.close();
  }

  private void makeStep() {
    Round round = sample();
    RoundSum sum;
    try (PublishedWeights published = broadcast(round)) {
      sum = treeAggregate(round, published);
    }
    if (sum.sum().weightSum() > 0) {
      update(round, sum);
      notifyListeners();
      evaluateWhenDue();
      recovery.keepWhenDue();
      if (!isCut) {
        checkpoint(RunSaver::saveWhenDue);
      }
    } else {
      acceptMemory();
      withoutUpdate(round, sum.sum().rows());
    }
  }

  private void withoutUpdate(Round round, long drawnRows) {
    if (drawnRows == 0) {
      progress.drewNothing(jobs.isOver(round));
    } else {
      checkWeights();
      progress.passed(round.updates(), drawnRows);
    }
  }

  /**
   * Checks once that at least one row has a positive weight; otherwise no round would ever make an
   * update.
   *
   * @throws InvalidPlanException if none has
   */
  private void checkWeights() {
    if (!weightsAreChecked) {
      limited("the check of the row weights after", () -> WeightedRow.checkIn(rows));
      weightsAreChecked = true;
    }
  }

  /** The next micro-batches; every partition draws its own rows of them. */
  private Round sample() {
    isCut = rounds.isCut(rounds.at(progress.step(), progress.stepsDrawn()));
    if (isCut) {
      // A longer run resumes from here, and makes a different round instead of this one.
      checkpoint(RunSaver::saveLast);
    }
    return rounds.next(progress.step(), progress.stepsDrawn());
  }

  private PublishedWeights broadcast(Round round) {
    double[][] slots = slots(round);
    PublishedWeights.Life life =
        remembers(round) ? PublishedWeights.Life.LONGER : PublishedWeights.Life.ROUND;
    return clock.time(
        Phase.BROADCAST,
        () -> PublishedWeights.of(rows.rdd().context(), weights, slots, wires.weights(), life));
  }

  /** Whether partitions keep a state from this round to the next. */
  private boolean remembers(Round round) {
    return wires.of(round).keepsRest()
        || (round.isLocal() && local.orElseThrow().state() == LocalState.KEEP);
  }

  private RoundSum treeAggregate(Round round, PublishedWeights published) {
    RoundJobs.Answers answers =
        clock.time(
            Phase.GRADIENT,
            () ->
                limited(
                    "the round after",
                    () ->
                        round.isLocal()
                            ? jobs.localSteps(round, published, localPlan(round))
                            : jobs.gradients(round, published)));
    progress.moved(RoundJobs.traffic(published, answers));
    return clock.time(Phase.MERGE, () -> jobs.add(answers));
  }

  private LocalPlan localPlan(Round round) {
    Rates rates = new Rates(learningRate, round.updatesBefore(), round.updates());
    return new LocalPlan(
        plan.optimizer().chain(),
        plan.penalty(),
        local.orElseThrow().state(),
        local.orElseThrow().precision(),
        rates,
        updates.earlier());
  }

  private void update(Round round, RoundSum sum) {
    clock.time(Phase.UPDATE, () -> makeUpdate(round, sum));
    clock.time(Phase.GRADIENT, this::acceptMemory);
  }

  private void makeUpdate(Round round, RoundSum sum) {
    double rate = learningRate.at(round.updatesBefore() + round.updates() - 1);
    double loss =
        sum.sum().lossSum() / sum.sum().weightSum() + plan.penalty().value(weights, layout);
    double norm = updates.average(round, sum);
    progress.check(rate, loss, norm);
    updates.apply(round, sum, rate);
    if (!updates.movedToFiniteWeights()) {
      progress.checkWeights(round.updates(), rate, weights);
    }
    average.ifPresent(moving -> moving.update(weights, round.updates()));
    progress.stepMade(round.updates(), sum.sum().rows(), loss, rate, norm, sum.cosine());
  }

  private void notifyListeners() {
    progress.notifyStep();
  }

  private void evaluateWhenDue() {
    if (progress.evaluationDue()) {
      learningRate.observe(evaluate());
    }
  }

  private void checkpoint(Consumer<RunSaver> save) {
    saver.ifPresent(
        saved ->
            limited(
                "the checkpoint after",
                () -> {
                  save.accept(saved);
                  return saved;
                }));
  }

  private void acceptMemory() {
    limited(
        "saving the partitions' state after",
        () -> {
          jobs.acceptMemory();
          return jobs;
        });
  }

  private Map<Metric, Double> evaluate() {
    return limited("the evaluation after", () -> progress.evaluate(evaluatedWeights()));
  }

  /** Does work with Spark jobs under the time limit, if there is one. */
  private <T> T limited(String what, Supplier<T> work) {
    return limit.isPresent() ? limit.get().of(what + " step " + progress.step(), work) : work.get();
  }

  private TrainingResult finish() {
    // Before the final evaluation, because a longer run would not evaluate here.
    if (!isCut) {
      saver.ifPresent(RunSaver::saveLast);
    }
    if (progress.lastStepNotEvaluated()) {
      evaluate();
    }
    TrainingResult result = progress.completed(evaluatedWeights());
    return result.with(memory(result));
  }

  /**
   * When the kept model is that of an earlier step, a later run starts both its weights and their
   * average from it.
   */
  private OptimizerMemory memory(TrainingResult result) {
    return average
        .filter(moving -> moving.hasBegun() && result.weights().keptStep() == result.steps())
        .map(updates::memory)
        .orElseGet(updates::memory);
  }

  /** Returns the divergence of a run whose final weights are finite, but useless. */
  private Optional<DivergedException> exploded() {
    return progress.mayHaveExploded()
        ? limited("the measurement of the loss after", this::measure).map(progress::exploded)
        : Optional.empty();
  }

  private Optional<String> measure() {
    double[] kept = progress.kept(evaluatedWeights());
    return clock.time(
        Phase.EVALUATE, () -> ExplodedModel.find(rows, plan.objective(), kept, start));
  }

  /**
   * The weights that validation measures and the run returns: the moving average, where the plan
   * keeps one.
   */
  private double[] evaluatedWeights() {
    return average.filter(WeightAverage::hasBegun).map(WeightAverage::average).orElse(weights);
  }

  private static Optional<WeightAverage> averaging(OptimizerConfig config) {
    return config.averageDecay().isPresent()
        ? Optional.of(new WeightAverage(config.averageDecay().getAsDouble()))
        : Optional.empty();
  }
}
