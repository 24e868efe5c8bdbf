package io.sparksgd.search;

import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.BatchSize;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.Placement;
import io.sparksgd.config.Sampling;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.SearchConfig;
import io.sparksgd.config.SearchConfig.Open;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.StopConfig.Early;
import io.sparksgd.config.StopConfig.Keep;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.config.SynchronizeConfig.Length;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.task.LocalRound;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The settings that a race tries for a job: what the job gives is fixed, what it leaves out has a
 * short list of values. Pure.
 */
final class SearchSpace {
  private static final long BATCH = 32;
  private static final long NETWORK_BATCH = 64;
  private static final double PASSES = 10;
  private static final double WIDE_PASSES = 4;
  private static final double FEWEST_PASSES = 2;
  private static final double MOST_PASSES = 40;

  /** Averaging after a quarter of a pass costs little, and local steps do not drift far. */
  private static final double ROUND_PASSES = 0.25;

  /** With fewer rows a partition's local steps say little. */
  private static final long LOCAL_ROWS = 256;

  private static final int LEAST_ROWS = 256;
  private static final long ROWS_OF_WORKER = 64;
  private static final double STEP = Math.sqrt(10);
  private static final long BATCH_FACTOR = 4;
  private static final double PASS_FACTOR = 2.5;
  private static final long LEAST_BATCH = 8;
  private static final double RATE_FACTOR = 5;
  private static final double MOST_COST = 2.5;
  private static final double FIRST_L2 = 1;
  private static final double FIRST_L1 = 3;

  private final JobConfig job;
  private final SearchFacts facts;
  private final List<FeatureScale> scales;

  /**
   * The space of a job.
   *
   * @param scales that differ on these rows; the job's own where it gives one
   */
  SearchSpace(JobConfig job, SearchFacts facts, List<FeatureScale> scales) {
    this.job = job;
    this.facts = facts;
    this.scales = scales;
  }

  private boolean isOpen(Open setting) {
    return job.search().open().contains(setting);
  }

  /** The candidates of the first round: all scalings, rules and rates. */
  List<Candidate> first() {
    List<Candidate> candidates = new ArrayList<>();
    for (FeatureScale scale : scales) {
      for (UpdateRule rule : rules()) {
        for (double rate : rates(rule)) {
          candidates.add(
              new Candidate(
                  scale, rule, rate, batch(), l1(job.penalty()), l2(job.penalty()), passes()));
        }
      }
    }
    return candidates;
  }

  private double l1(Penalty given) {
    return given.l1() * facts.rows();
  }

  private double l2(Penalty given) {
    return given.l2() * facts.rows();
  }

  private List<UpdateRule> rules() {
    if (!isOpen(Open.RULE)) {
      return List.of(job.optimizer().rule());
    }
    UpdateRule adam = new UpdateRule.Adam(0.9, 0.999, 1e-8);
    UpdateRule adaGrad = new UpdateRule.AdaGrad(0, 1e-10);
    UpdateRule nesterov = new UpdateRule.Nesterov(0.9);
    if (facts.isWide()) {
      // Small first steps on rare features.
      return List.of(new UpdateRule.AdaGrad(1, 1e-10));
    } else if (job.model().spec() instanceof ModelSpec.FactorizationMachine) {
      return List.of(adaGrad);
    } else if (job.model().spec() instanceof ModelSpec.Mlp) {
      return List.of(adam, nesterov);
    }
    return List.of(adaGrad, adam, nesterov);
  }

  private List<Double> rates(UpdateRule rule) {
    double middle;
    if (rule instanceof UpdateRule.Nesterov || rule instanceof UpdateRule.Momentum) {
      middle = 0.02;
    } else if (rule instanceof UpdateRule.AdaGrad || rule instanceof UpdateRule.Sgd) {
      middle = 0.1;
    } else if (rule instanceof UpdateRule.Adam || rule instanceof UpdateRule.AdamW) {
      middle = job.model().spec() instanceof ModelSpec.Mlp ? 0.003 : 0.01;
    } else {
      middle = rule.usualLearningRate();
    }
    List<Double> rates = new ArrayList<>();
    for (int i = -2; i <= 2; i++) {
      rates.add(rounded(middle * unit(rule) * Math.pow(STEP, i)));
    }
    return rates;
  }

  /** Rules whose steps do not grow with the gradient need rates in the units of the labels. */
  private double unit(UpdateRule rule) {
    boolean grows =
        rule instanceof UpdateRule.Sgd
            || rule instanceof UpdateRule.Momentum
            || rule instanceof UpdateRule.Nesterov;
    boolean regression =
        facts.objective().task() == Objective.Task.REGRESSION
            && !(job.model().spec() instanceof ModelSpec.Poisson);
    boolean squared = job.model().spec() instanceof ModelSpec.Linear;
    return regression && !(grows && squared) && facts.labelDeviation() > 0
        ? facts.labelDeviation()
        : 1;
  }

  /** Two digits: more would suggest a precision that the race does not have. */
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(2)).doubleValue();
  }

  private long batch() {
    if (!isOpen(Open.BATCH)) {
      return job.batch().size() instanceof BatchSize.Rows rows ? rows.rows() : facts.rows();
    }
    if (isLocal() && facts.isWide()) {
      return 1;
    }
    long least = job.model().spec() instanceof ModelSpec.Mlp ? NETWORK_BATCH : BATCH;
    long together = isLocal() ? least / 2 * facts.partitions() : least;
    return Math.max(1, Math.min(Math.max(least, together), facts.rows() / BATCH));
  }

  private double passes() {
    if (isOpen(Open.EPOCHS)) {
      return facts.isWide() ? WIDE_PASSES : PASSES;
    }
    StopConfig stop = job.stop();
    double ofSteps =
        stop.steps().isPresent()
            ? stop.steps().getAsLong() * (double) batch() / facts.rows()
            : Double.POSITIVE_INFINITY;
    double passes = Math.min(stop.epochs().orElse(Double.POSITIVE_INFINITY), ofSteps);
    return Double.isInfinite(passes) ? PASSES : passes;
  }

  /** Whether partitions make local steps. */
  boolean isLocal() {
    return isOpen(Open.ROUNDS)
        ? facts.partitions() == 1 || facts.rows() / facts.partitions() >= LOCAL_ROWS
        : job.synchronize().local().isPresent();
  }

  /** Settings that can be changed one at a time, in the order in which a race does it. */
  enum Move {
    L2,
    L1,
    RATE,
    PASSES,
    BATCH,
    SCALE
  }

  /** Candidates that differ from one in one setting. */
  List<Candidate> neighbours(Candidate from, Move move) {
    List<Candidate> near =
        switch (move) {
          case RATE ->
              List.of(
                  from.withRate(rounded(from.rate() * 2)), from.withRate(rounded(from.rate() / 2)));
          case L2 ->
              isOpen(Open.PENALTY) && !facts.isWide()
                  ? moved(from.l2(), FIRST_L2).stream()
                      .map(l2 -> from.withPenalty(from.l1(), l2))
                      .toList()
                  : List.of();
          case L1 ->
              isOpen(Open.PENALTY) && !facts.isWide() && isConvex()
                  ? moved(from.l1(), FIRST_L1).stream()
                      .map(l1 -> from.withPenalty(l1, from.l2()))
                      .toList()
                  : List.of();
          case PASSES ->
              isOpen(Open.EPOCHS)
                  ? List.of(
                      from.withPasses(
                          Math.min(MOST_PASSES, Math.rint(from.passes() * PASS_FACTOR))),
                      from.withPasses(
                          Math.max(FEWEST_PASSES, Math.rint(from.passes() / PASS_FACTOR))))
                  : List.of();
          case SCALE -> scales(from);
          case BATCH -> isOpen(Open.BATCH) && !facts.isWide() ? batches(from) : List.of();
        };
    return near.stream().filter(candidate -> !candidate.equals(from)).distinct().toList();
  }

  /** Other scalings; rates that suit one are often wrong for another. */
  private List<Candidate> scales(Candidate from) {
    List<Candidate> others = new ArrayList<>();
    for (FeatureScale scale : scales) {
      if (scale != from.scale()) {
        for (double factor : List.of(1.0, RATE_FACTOR, 1 / RATE_FACTOR)) {
          others.add(from.withScale(scale).withRate(rounded(from.rate() * factor)));
        }
      }
    }
    return others;
  }

  /** Smaller batches only where updates are cheap beside the gradients of their rows. */
  private List<Candidate> batches(Candidate from) {
    Candidate larger = from.withBatch(Math.min(facts.rows(), from.batch() * BATCH_FACTOR));
    Candidate smaller = from.withBatch(Math.max(LEAST_BATCH, from.batch() / BATCH_FACTOR));
    return rowCost(smaller) < MOST_COST * rowCost(from)
        ? List.of(larger, smaller)
        : List.of(larger);
  }

  /** Settings that are worth changing: for models with slow trials, only those that matter most. */
  List<Move> moves() {
    return isConvex() ? List.of(Move.values()) : List.of(Move.RATE, Move.L2, Move.PASSES);
  }

  /** Whether trials are so cheap that a search may change all settings repeatedly. */
  boolean isConvex() {
    return !(job.model().spec() instanceof ModelSpec.Mlp
        || job.model().spec() instanceof ModelSpec.FactorizationMachine
        || job.model().spec() instanceof ModelSpec.Custom);
  }

  /** The fewest rows that say anything. */
  int leastRows() {
    return job.model().spec() instanceof ModelSpec.FactorizationMachine
        ? facts.rowsOfPairs()
        : LEAST_ROWS;
  }

  /**
   * Partitions of a trial: those of the run if these make local steps and have enough rows. Rounds
   * of wide models cost more than their steps, which touch different weights in any case.
   */
  int workers(int rows) {
    return isLocal() && !facts.isWide() && isConvex()
        ? (int) Math.max(1, Math.min(facts.partitions(), rows / ROWS_OF_WORKER))
        : 1;
  }

  /** Multiplications that a training row takes, with its share of the updates of its step. */
  double rowCost(Candidate candidate) {
    int together = isLocal() ? (int) Math.min(facts.partitions(), candidate.batch()) : 1;
    double rows = (double) candidate.batch() / together;
    int features = facts.objective().layout().groups().get(0).rows();
    boolean touched =
        candidate.rule() instanceof UpdateRule.AdaGrad
            && candidate.l1() == 0
            && candidate.l2() == 0
            && facts.storedValues() * rows * LocalRound.TOUCHED_FROM < features;
    return facts.rowCost(rows, touched);
  }

  private static List<Double> moved(double strength, double first) {
    return strength == 0
        ? List.of(first / 10, first, first * 10)
        : List.of(rounded(strength * STEP), rounded(strength / STEP), 0.0);
  }

  /** The job of a trial: the candidate's settings on fewer rows. */
  JobConfig trial(Candidate candidate, long rows) {
    BatchConfig batch = job.batch();
    boolean fits =
        !(batch.size() instanceof BatchSize.Rows given)
            || given.rows() * batch.accumulationSteps() <= rows;
    BatchConfig fitting =
        fits
            ? batch
            : new BatchConfig(
                new BatchSize.Rows(Math.max(1, rows / batch.accumulationSteps())),
                batch.sampling(),
                (int) Math.min(rows, batch.accumulationSteps()));
    return with(candidate, rows, job.with(fitting, passes(candidate.passes())));
  }

  /**
   * The complete job of the candidate that won.
   *
   * @param passes over the training rows, if the job does not say how many
   */
  JobConfig chosen(Candidate candidate, double passes) {
    JobConfig complete = isOpen(Open.EPOCHS) ? job.with(passes(passes)) : job;
    Placement placement = job.spreadSeed().isPresent() ? Placement.SPREAD : Placement.CONTIGUOUS;
    DataConfig placed = job.data().placed(placement, facts.partitions()).scaled(candidate.scale());
    return with(candidate, facts.rows(), complete.with(placed, kept(complete)));
  }

  /** The model is that of the best evaluation, unless the job says how it stops. */
  private StopConfig kept(JobConfig complete) {
    StopConfig stop = complete.stop();
    boolean judged = !(job.data().validation() instanceof ValidationSource.None);
    if (!isOpen(Open.EPOCHS) || !judged || stop.early().isPresent()) {
      return stop;
    }
    int evaluations = (int) Math.ceil(stop.epochs().orElse(PASSES)) + 1;
    return new StopConfig(
        stop.epochs(),
        stop.steps(),
        stop.minutes(),
        stop.tolerance(),
        stop.target(),
        Optional.of(new Early(Metric.LOSS, evaluations, 0, Keep.BEST)));
  }

  private StopConfig passes(double passes) {
    StopConfig stop = job.stop();
    return new StopConfig(
        OptionalDouble.of(passes),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        stop.tolerance(),
        stop.target(),
        stop.early());
  }

  private JobConfig with(Candidate candidate, long rows, JobConfig base) {
    OptimizerConfig given = job.optimizer();
    List<Record> groups = new ArrayList<>();
    groups.add(
        new OptimizerConfig(
            candidate.rule(),
            candidate.rate(),
            given.clipNorm(),
            given.clipValue(),
            given.averageDecay()));
    if (isOpen(Open.PENALTY)) {
      groups.add(new Penalty(candidate.l1() / rows, candidate.l2() / rows));
    }
    if (isOpen(Open.BATCH)) {
      groups.add(
          new BatchConfig(
              new BatchSize.Rows(Math.min(candidate.batch(), rows)), Sampling.SHUFFLE, 1));
    }
    if (isOpen(Open.SCHEDULE) && base.stop().minutes().isEmpty()) {
      groups.add(
          new ScheduleConfig(new SchedulePlan.Polynomial(0, 1, 0), job.schedule().plateau()));
    }
    if (isOpen(Open.ROUNDS)) {
      groups.add(rounds());
    }
    groups.add(SearchConfig.NONE);
    return base.with(groups.toArray(new Record[0]));
  }

  private SynchronizeConfig rounds() {
    SynchronizeConfig given = job.synchronize();
    Optional<LocalRounds> local =
        isLocal()
            ? Optional.of(
                new LocalRounds(
                    new Length.Epochs(ROUND_PASSES),
                    0,
                    LocalState.AVERAGE,
                    StepPrecision.FLOAT64,
                    new UpdateRule.Sgd(),
                    1))
            : Optional.empty();
    return new SynchronizeConfig(local, given.aggregationDepth(), given.timeoutSeconds());
  }
}
