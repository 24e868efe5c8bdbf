package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.config.PlateauConfig;
import io.sparksgd.config.StopConfig;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.BestTracker;
import io.sparksgd.monitor.EarlyStopping;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.score.Evaluator;
import io.sparksgd.train.TrainingResult.Point;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The validation of a run: when it is due, its last metrics, and the best weights so far. */
public final class Validation implements Stateful {
  private final Measurement measurement;
  private final EvaluateConfig config;
  private final Metric watched;
  private final Optional<EarlyStopping> earlyStopping;
  private final boolean keepsBest;
  private final BestTracker tracker;

  private Evaluation last = new Evaluation(0, 0, false, Map.of());
  private Optional<Point> best = Optional.empty();
  private Optional<String> earlyStop = Optional.empty();

  /** Which rows are evaluated by which metrics, and with which weights. */
  private record Measurement(
      BlockSet rows, Objective objective, UnaryOperator<double[]> judged, Set<Metric> metrics) {
    Map<Metric, Double> of(double[] weights) {
      return Evaluator.evaluate(rows, objective, judged.apply(weights), metrics).values();
    }
  }

  /** An evaluation of the past. */
  private record Evaluation(long step, double epoch, boolean isBest, Map<Metric, Double> metrics) {}

  /**
   * Validation rows.
   *
   * @param judged from weights of the training to those that these rows are evaluated with
   */
  public Validation(TrainingPlan plan, BlockSet rows, UnaryOperator<double[]> judged) {
    this.config = plan.evaluate();
    Optional<StopConfig.Early> early = plan.stop().early();
    this.watched =
        early
            .map(StopConfig.Early::metric)
            .or(() -> plan.schedule().plateau().map(PlateauConfig::metric))
            .orElse(Metric.LOSS);
    this.measurement = new Measurement(rows, plan.objective(), judged, metrics(plan, watched));
    this.earlyStopping =
        early.map(rule -> new EarlyStopping(rule.metric(), rule.patience(), rule.minDelta()));
    this.keepsBest = early.map(rule -> rule.keep() == StopConfig.Keep.BEST).orElse(false);
    this.tracker = new BestTracker(watched);
  }

  private static Set<Metric> metrics(TrainingPlan plan, Metric watched) {
    Set<Metric> metrics = EnumSet.of(Metric.LOSS, watched);
    metrics.addAll(plan.evaluate().metrics());
    plan.schedule().plateau().ifPresent(plateau -> metrics.add(plateau.metric()));
    plan.stop().target().ifPresent(target -> metrics.add(target.metric()));
    return metrics;
  }

  /** Whether an evaluation is due after this step. */
  boolean due(long step, double epoch) {
    if (config.everySteps().isPresent()) {
      long every = config.everySteps().getAsLong();
      return step / every > last.step() / every;
    }
    double every = config.everyEpochs().orElse(1.0);
    // Tolerates half a billionth of an epoch, because epochs are quotients of row counts.
    return Math.floor(epoch / every + 5e-10) > Math.floor(last.epoch() / every + 5e-10);
  }

  /**
   * Evaluates weights.
   *
   * @param now step, seconds and training loss of this moment
   */
  void evaluate(Point now, double epoch, double[] weights) {
    Map<Metric, Double> metrics = measurement.of(weights);
    double value = metrics.getOrDefault(watched, Double.NaN);
    last = new Evaluation(now.step(), epoch, tracker.observe(now.step(), value, weights), metrics);
    if (last.isBest()) {
      best = Optional.of(new Point(now.step(), now.seconds(), now.trainLoss(), metrics));
    }
    if (earlyStopping.isPresent()) {
      earlyStop = earlyStopping.get().observe(value);
    }
  }

  @Override
  public Set<Section> sections() {
    return EnumSet.range(Section.VALIDATION, Section.EARLY);
  }

  @Override
  public void save(RunState.Builder state) {
    state.longs(Section.VALIDATION.key(), last.step(), last.isBest() ? 1 : 0);
    state.doubles(Section.VALIDATION_EPOCH.key(), last.epoch());
    save(state, Section.VALIDATION_METRIC.key(), last.metrics());
    best.ifPresent(
        point -> {
          state.longs(Section.BEST_STEP.key(watched.key()), point.step());
          String name = Section.BEST.key(watched.key());
          state.doubles(name, tracker.value(), point.seconds(), point.trainLoss());
          state.doubles(Section.BEST_WEIGHTS.key(watched.key()), tracker.weights());
          save(state, Section.BEST_METRIC.key(watched.key()), point.validation());
        });
    earlyStopping.ifPresent(rule -> state.doubles(Section.EARLY.key(watched.key()), rule.state()));
  }

  private static void save(RunState.Builder state, String pattern, Map<Metric, Double> metrics) {
    metrics.forEach((metric, value) -> state.doubles(name(pattern, metric), value));
  }

  private static Map<Metric, Double> restore(RunState state, String pattern) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      String section = name(pattern, metric);
      if (state.has(section)) {
        metrics.put(metric, state.doubles(section, 1)[0]);
      }
    }
    return metrics;
  }

  private static String name(String pattern, Metric metric) {
    return pattern.replace("<metric>", metric.key());
  }

  /** Continues from a state; a metric that is watched only now has no best value yet. */
  @Override
  public void restore(RunState state) {
    long[] counters = state.longs(Section.VALIDATION.key(), 2);
    double epoch = state.doubles(Section.VALIDATION_EPOCH.key(), 1)[0];
    Map<Metric, Double> metrics = restore(state, Section.VALIDATION_METRIC.key());
    last = new Evaluation(counters[0], epoch, counters[1] != 0, metrics);
    restoreBest(state);
    earlyStop = Optional.empty();
    String early = Section.EARLY.key(watched.key());
    if (earlyStopping.isPresent() && state.has(early)) {
      earlyStopping.get().restore(state.doubles(early, 3));
      earlyStop = earlyStopping.get().reason();
    }
  }

  private void restoreBest(RunState state) {
    best = Optional.empty();
    tracker.restore(0, 0, new double[0]);
    String name = Section.BEST.key(watched.key());
    if (state.has(name)) {
      long step = state.longs(Section.BEST_STEP.key(watched.key()), 1)[0];
      double[] values = state.doubles(name, 3);
      double[] weights = state.doubles(Section.BEST_WEIGHTS.key(watched.key()));
      tracker.restore(step, values[0], weights);
      Map<Metric, Double> metrics = restore(state, Section.BEST_METRIC.key(watched.key()));
      best = Optional.of(new Point(step, values[1], values[2], metrics));
    }
  }

  /** The metrics that an evaluation computes. */
  public Set<Metric> metrics() {
    return Set.copyOf(measurement.metrics());
  }

  /** The metrics of the last evaluation. */
  Map<Metric, Double> metricsOfLast() {
    return last.metrics();
  }

  /** The step of the last evaluation; 0 before the first. */
  long lastStep() {
    return last.step();
  }

  /** Whether the last evaluation was the best so far by the watched metric. */
  boolean lastIsBest() {
    return last.isBest();
  }

  /** The evaluated moment with the best watched metric. */
  Optional<Point> best() {
    return best;
  }

  /** The reason why early stopping ends the run; empty when it does not. */
  Optional<String> earlyStop() {
    return earlyStop;
  }

  /** The weights to keep instead of the last ones. */
  Optional<TrainingResult.Kept> kept() {
    return keepsBest
        ? best.map(point -> new TrainingResult.Kept(point.step(), tracker.weights()))
        : Optional.empty();
  }
}
