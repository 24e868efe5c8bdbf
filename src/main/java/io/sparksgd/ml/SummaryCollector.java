package io.sparksgd.ml;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.parse.JobParser;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.Diverged;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.train.TrainingResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the course of a fit. */
final class SummaryCollector implements TrainingListener {
  private double[] objectives = new double[64];
  private double[] learningRates = new double[64];
  private long[] numbers = new long[64];
  private int steps;
  private final List<Evaluated> evaluations = new ArrayList<>();

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof StepDone step) {
      if (steps == objectives.length) {
        objectives = Arrays.copyOf(objectives, steps * 2);
        learningRates = Arrays.copyOf(learningRates, steps * 2);
        numbers = Arrays.copyOf(numbers, steps * 2);
      }
      objectives[steps] = step.trainLoss();
      learningRates[steps] = step.learningRate();
      numbers[steps] = step.step();
      steps++;
    } else if (event instanceof Evaluated evaluated) {
      evaluations.add(evaluated);
    } else if (event instanceof Diverged diverged) {
      // Steps that were taken back are not part of the course.
      while (steps > 0 && numbers[steps - 1] > diverged.goesOnAfter()) {
        steps--;
      }
      evaluations.removeIf(evaluated -> evaluated.step() > diverged.goesOnAfter());
    }
  }

  /**
   * The summary of a fit that has ended.
   *
   * @param readSeconds seconds that reading and packing the rows took
   */
  TrainingSummary summary(JobConfig job, TrainingResult result, double readSeconds) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put(Phase.READ.key(), readSeconds);
    result.phases().forEach((phase, time) -> seconds.put(phase.key(), time));
    TrainingSummary.Outcome outcome =
        new TrainingSummary.Outcome(
            result.status().key(),
            result.reason(),
            result.steps(),
            result.epochs(),
            result.rows(),
            seconds,
            result.bytes().broadcast(),
            result.bytes().returned());
    return summary(outcome, JobParser.toMap(job));
  }

  /** The summary of a run that has ended. */
  TrainingSummary summary(TrainingSummary.Outcome outcome, Map<String, Object> config) {
    List<Map<String, Double>> metrics = new ArrayList<>();
    for (Evaluated evaluation : evaluations) {
      Map<String, Double> byName = new LinkedHashMap<>();
      evaluation.metrics().forEach((metric, value) -> byName.put(metric.key(), value));
      metrics.add(byName);
    }
    return new TrainingSummary(
        new TrainingSummary.Course(
            Arrays.copyOf(objectives, steps),
            Arrays.copyOf(learningRates, steps),
            evaluations.stream().mapToLong(Evaluated::step).toArray(),
            metrics),
        outcome,
        config);
  }
}
