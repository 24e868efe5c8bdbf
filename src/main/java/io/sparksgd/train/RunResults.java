package io.sparksgd.train;

import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.train.TrainingResult.Weights;
import java.util.Map;

/** Builds the result of a run that ends, and tells the listeners that it ended. */
record RunResults(RunParts run) {
  TrainingResult completed() {
    TrainingResult result = end(run.judge().status(), run.judge().reason());
    return result.with(run.model().optimizerState(result));
  }

  TrainingResult diverged(DivergedException diverged) {
    return end(RunStatus.DIVERGED, run.events().told(diverged));
  }

  TrainingResult failed(Exception failure) {
    return end(RunStatus.FAILED, run.events().firstLine(failure));
  }

  private TrainingResult end(RunStatus status, String reason) {
    double seconds = run.times().seconds();
    run.events().stopped(seconds, status, reason);
    RunCounters counters = run.counters();
    double[] last = run.model().evaluatedWeights();
    return new TrainingResult(
        status,
        reason,
        counters.step(),
        counters.epoch(),
        counters.rows(),
        seconds,
        run.clock().total(),
        counters.bytes(),
        counters.last().cosine(),
        run.point(run.validation().map(Validation::metricsOfLast).orElse(Map.of())),
        run.validation().flatMap(Validation::best),
        new Weights(last, counters.step(), run.validation().flatMap(Validation::kept)));
  }
}
