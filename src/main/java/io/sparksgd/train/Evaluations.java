package io.sparksgd.train;

import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.Objective;
import io.sparksgd.score.ExplodedModel;
import java.util.Map;
import java.util.Optional;

/** Measures the weights of a run: on the validation rows when due, and at its end. */
final class Evaluations {
  private final RunParts run;
  private final RoundRunner runner;
  private final Objective objective;
  private final Centring centring;

  Evaluations(RunParts run, RoundRunner runner, Objective objective, Centring centring) {
    this.run = run;
    this.runner = runner;
    this.objective = objective;
    this.centring = centring;
  }

  /** Evaluates the validation rows if they are due, and tells the learning rate. */
  void evaluateWhenDue() {
    long step = run.counters().step();
    if (run.validation().filter(rows -> rows.due(step, run.counters().epoch())).isPresent()) {
      run.model().learningRate().observe(evaluate());
    }
  }

  /** Evaluates the weights of the last step unless that has happened. */
  void evaluateLast() {
    long step = run.counters().step();
    if (!isInterrupted()
        && step > 0
        && run.validation().filter(rows -> rows.lastStep() != step).isPresent()) {
      evaluate();
    }
  }

  private boolean isInterrupted() {
    return run.judge().status() == RunStatus.INTERRUPTED;
  }

  private Map<Metric, Double> evaluate() {
    return runner.limited("the evaluation after", () -> evaluate(run.validation().orElseThrow()));
  }

  private Map<Metric, Double> evaluate(Validation rows) {
    double started = run.times().seconds();
    double epoch = run.counters().epoch();
    double[] weights = run.model().evaluatedWeights();
    run.clock().time(Phase.EVALUATE, () -> rows.evaluate(run.point(Map.of()), epoch, weights));
    run.events().evaluated(rows, started);
    run.judge().evaluated(rows);
    return rows.metricsOfLast();
  }

  /** Finds that a run which ended has exploded, even if its weights are finite. */
  Optional<DivergedException> exploded() {
    if (!mayHaveExploded()) {
      return Optional.empty();
    }
    double rate = run.counters().last().learningRate();
    return runner
        .limited("the measurement of the loss after", this::measure)
        .map(found -> DivergedException.atEnd(run.counters().step(), rate, found));
  }

  private boolean mayHaveExploded() {
    long step = run.counters().step();
    double loss =
        run.validation()
            .filter(rows -> rows.lastStep() == step)
            .map(rows -> rows.metricsOfLast().getOrDefault(Metric.LOSS, Double.NaN))
            .orElse(run.losses().last());
    return step > 0 && !isInterrupted() && run.losses().isSuspicious(loss);
  }

  private Optional<String> measure() {
    double[] kept =
        centring.toRows(
            run.validation()
                .flatMap(Validation::kept)
                .map(TrainingResult.Kept::weights)
                .orElse(run.model().evaluatedWeights()));
    double[] start = centring.toRows(run.model().start());
    return run.clock()
        .time(Phase.EVALUATE, () -> ExplodedModel.find(runner.rows(), objective, kept, start));
  }
}
