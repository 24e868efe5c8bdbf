package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
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
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The validation of a run: when it is due, its last metrics, and the best weights so far. */
public final class Validation {
  private final BlockSet rows;
  private final UnaryOperator<double[]> judged;
  private final Objective objective;
  private final EvaluateConfig config;
  private final Set<Metric> metrics;
  private final Metric watched;
  private final Optional<EarlyStopping> earlyStopping;
  private final boolean keepsBest;
  private final BestTracker tracker;

  private Map<Metric, Double> last = Map.of();
  private long lastStep;
  private double lastEpoch;
  private boolean lastIsBest;
  private Optional<Point> best = Optional.empty();
  private Optional<String> earlyStop = Optional.empty();

  /**
   * Validation rows.
   *
   * @param judged from weights of the training to those that these rows are evaluated with
   */
  public Validation(TrainingPlan plan, BlockSet rows, UnaryOperator<double[]> judged) {
    this.rows = rows;
    this.judged = judged;
    this.objective = plan.objective();
    this.config = plan.evaluate();
    Optional<StopConfig.Early> early = plan.stop().early();
    this.watched =
        early
            .map(StopConfig.Early::metric)
            .or(() -> plan.schedule().plateau().map(PlateauConfig::metric))
            .orElse(Metric.LOSS);
    this.metrics = EnumSet.of(Metric.LOSS, watched);
    metrics.addAll(config.metrics());
    plan.schedule().plateau().ifPresent(plateau -> metrics.add(plateau.metric()));
    plan.stop().target().ifPresent(target -> metrics.add(target.metric()));
    this.earlyStopping =
        early.map(rule -> new EarlyStopping(rule.metric(), rule.patience(), rule.minDelta()));
    this.keepsBest = early.map(rule -> rule.keep() == StopConfig.Keep.BEST).orElse(false);
    this.tracker = new BestTracker(watched);
  }

  /** Whether an evaluation is due after this step. */
  boolean due(long step, double epoch) {
    if (config.everySteps().isPresent()) {
      long every = config.everySteps().getAsLong();
      return step / every > lastStep / every;
    }
    double every = config.everyEpochs().orElse(1.0);
    // Tolerates half a billionth of an epoch, because epochs are quotients of row counts.
    return Math.floor(epoch / every + 5e-10) > Math.floor(lastEpoch / every + 5e-10);
  }

  /**
   * Evaluates weights.
   *
   * @param now step, seconds and training loss of this moment
   */
  void evaluate(Point now, double epoch, double[] weights) {
    last = Evaluator.evaluate(rows, objective, judged.apply(weights), metrics).values();
    lastStep = now.step();
    lastEpoch = epoch;
    double value = last.getOrDefault(watched, Double.NaN);
    lastIsBest = tracker.observe(now.step(), value, weights);
    if (lastIsBest) {
      best = Optional.of(new Point(now.step(), now.seconds(), now.trainLoss(), last));
    }
    if (earlyStopping.isPresent()) {
      earlyStop = earlyStopping.get().observe(value);
    }
  }

  void save(RunState.Builder state) {
    state.longs("validation", lastStep, lastIsBest ? 1 : 0).doubles("validation-epoch", lastEpoch);
    SavedMetrics.save(state, "validation", last);
    if (best.isPresent()) {
      String name = "best-" + watched.key();
      state.longs(name + "-step", best.get().step());
      state.doubles(name, tracker.value(), best.get().seconds(), best.get().trainLoss());
      state.doubles(name + "-weights", tracker.weights());
      SavedMetrics.save(state, name, best.get().validation());
    }
    earlyStopping.ifPresent(rule -> state.doubles("early-" + watched.key(), rule.state()));
  }

  /** Restores a state. A metric that was not watched before has no best value yet. */
  void restore(RunState state) {
    long[] counters = state.longs("validation", 2);
    lastStep = counters[0];
    lastIsBest = counters[1] != 0;
    lastEpoch = state.doubles("validation-epoch", 1)[0];
    last = SavedMetrics.restore(state, "validation");
    String name = "best-" + watched.key();
    best = Optional.empty();
    earlyStop = Optional.empty();
    tracker.restore(0, 0, new double[0]);
    if (state.has(name)) {
      long step = state.longs(name + "-step", 1)[0];
      double[] values = state.doubles(name, 3);
      tracker.restore(step, values[0], state.doubles(name + "-weights"));
      best = Optional.of(new Point(step, values[1], values[2], SavedMetrics.restore(state, name)));
    }
    if (earlyStopping.isPresent() && state.has("early-" + watched.key())) {
      earlyStopping.get().restore(state.doubles("early-" + watched.key(), 3));
      earlyStop = earlyStopping.get().reason();
    }
  }

  /** The result of an evaluation. */
  public Set<Metric> metrics() {
    return Set.copyOf(metrics);
  }

  /** The metrics of the last evaluation. */
  Map<Metric, Double> last() {
    return last;
  }

  /** The step of the last evaluation; 0 before the first. */
  long lastStep() {
    return lastStep;
  }

  /** Whether the last evaluation was the best so far by the watched metric. */
  boolean lastIsBest() {
    return lastIsBest;
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
