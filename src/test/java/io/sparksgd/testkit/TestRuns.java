package io.sparksgd.testkit;

import io.sparksgd.config.parse.ConfigException;
import io.sparksgd.config.parse.JobParser;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.train.Trainer;
import io.sparksgd.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows, plans and runs for the engine's tests. */
public final class TestRuns {
  private TestRuns() {}

  /** A plan whose settings are written as in a job file; data and model come from the objective. */
  public static TrainingPlan plan(Objective objective, String... settings) {
    String yaml =
        "name: test\n"
            + "data: {train: train.libsvm, validation: test.libsvm}\n"
            + "model: {kind: "
            + kind(objective)
            + "}\n"
            + "output: out/test\n"
            + String.join("\n", settings);
    try {
      return TrainingPlan.of(JobParser.parse(yaml, "test", List.of()), objective, Optional.empty());
    } catch (ConfigException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static String kind(Objective objective) {
    return switch (objective.task()) {
      case BINARY -> "logistic";
      case MULTICLASS -> "softmax";
      case REGRESSION -> "linear";
    };
  }

  public static Objective linear(int features) {
    return new ModelSpec.Linear().build(features, 0, ModelSpec.Intercept.NONE);
  }

  public static Objective logistic(int features) {
    return new ModelSpec.Logistic().build(features, 2, ModelSpec.Intercept.FITTED);
  }

  /** Row i has the single feature i, with value and label 1: weights tell which rows were used. */
  public static RowBlock oneHotRows(int rows) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < rows; row++) {
      builder.startRow(1, 1).feature(row, 1);
    }
    return builder.build();
  }

  /** Weighted rows of two classes that a line separates only in part. */
  public static RowBlock twoClasses(int rows, int features, long seed) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < rows; row++) {
      double[] x = new double[features];
      double margin = 0;
      for (int j = 0; j < features; j++) {
        x[j] = CounterRandom.gaussian(seed, row, j);
        margin += x[j] * (j % 3 - 1);
      }
      double noise = CounterRandom.gaussian(seed, row, features);
      double weight = 0.5 + CounterRandom.uniform(seed, row, features + 1);
      builder.startRow(margin + noise > 0 ? 1 : 0, weight);
      for (int j = 0; j < features; j++) {
        builder.feature(j, x[j]);
      }
    }
    return builder.build();
  }

  /** These rows, of which only every n-th has a weight. */
  public static RowBlock weightedEvery(int n, RowBlock rows) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < rows.rows(); row++) {
      builder.startRow(rows.label(row), row % n == 0 ? 1 : 0);
      rows.forEach(row, builder::feature);
    }
    return builder.build();
  }

  /** A finished run and its events. */
  public record Run(TrainingResult result, List<TrainingEvent> events) {
    public double[] weights() {
      return result.weights().kept();
    }

    public <T extends TrainingEvent> List<T> events(Class<T> kind) {
      return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  public static Run fit(TrainingPlan plan, BlockSet rows) {
    return fit(plan, rows, Optional.empty());
  }

  public static Run fit(TrainingPlan plan, BlockSet rows, Optional<BlockSet> validation) {
    List<TrainingEvent> events = new ArrayList<>();
    double[] start = plan.objective().initialParameters(plan.seed());
    TrainingResult result = new Trainer(plan, List.of(events::add)).fit(rows, validation, start);
    return new Run(result, events);
  }
}
