package io.sparksgd.bench;

import io.sparksgd.config.parse.ConfigException;
import io.sparksgd.config.parse.JobParser;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs of the engine through its public doors. */
final class Runs {
  private Runs() {}

  /** Logistic regression with an intercept. */
  static Objective logistic(int features) {
    return new ModelSpec.Logistic().build(features, 2, ModelSpec.Intercept.FITTED);
  }

  /** A plan; the settings are written as in a job file. */
  static TrainingPlan plan(Objective objective, String... settings) {
    String yaml =
        "name: benchmark\n"
            + "data: {train: none, validation: none, format: libsvm}\n"
            + "model: {kind: logistic}\n"
            + "output: none\n"
            + String.join("\n", settings);
    try {
      return TrainingPlan.of(
          JobParser.parse(yaml, "benchmark", List.of()), objective, Optional.empty());
    } catch (ConfigException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Trains from zero and returns what each step reported. */
  static List<TrainingEvent.StepDone> steps(TrainingPlan plan, BlockSet rows) {
    List<TrainingEvent.StepDone> steps = new ArrayList<>();
    Trainer trainer =
        new Trainer(
            plan,
            List.of(
                event -> {
                  if (event instanceof TrainingEvent.StepDone step) {
                    steps.add(step);
                  }
                }));
    trainer.fit(rows, Optional.empty(), new double[plan.objective().layout().size()]);
    return steps;
  }

  /**
   * Trains, and returns what a metric of the held-out rows was, after seconds without those of
   * looking at them.
   */
  static LossCurve curve(Objective objective, String[] job, TrainingInput input, Metric metric) {
    LossCurve curve = new LossCurve();
    double[] evaluating = {0};
    Trainer trainer =
        new Trainer(
            plan(objective, job),
            List.of(
                event -> {
                  if (event instanceof TrainingEvent.Evaluated seen) {
                    evaluating[0] += seen.evaluationSeconds();
                    double value = seen.metrics().get(metric);
                    // A curve falls.
                    double loss = metric == Metric.ACCURACY ? 1 - value : value;
                    curve.add(seen.seconds() - evaluating[0], loss);
                  }
                }));
    trainer.fit(input.train(), input.validation(), objective.initialParameters(1));
    return curve;
  }

  /** Milliseconds of a step: the median after a warm-up. */
  static double stepMillis(TrainingPlan plan, BlockSet rows, int warmup) {
    double[] moments =
        steps(plan, rows).stream().mapToDouble(TrainingEvent.StepDone::seconds).toArray();
    return 1e3 * Medians.medianStep(moments, warmup);
  }
}
