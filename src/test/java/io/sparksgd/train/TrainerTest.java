package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.config.StopConfig;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.Vectors;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.Started;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingEvent.Stopped;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.score.Evaluator;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final int FEATURES = 8;
  private static final Objective OBJECTIVE = TestRuns.logistic(FEATURES);
  private static BlockSet train;
  private static BlockSet validation;

  @BeforeAll
  static void pack() {
    train = SharedSpark.blocks(TestRuns.twoClasses(800, FEATURES, 1), 300, 500);
    validation = SharedSpark.blocks(TestRuns.twoClasses(400, FEATURES, 2), 150, 250);
  }

  @AfterAll
  static void free() {
    train.close();
    validation.close();
  }

  private static TestRuns.Run fit(String... settings) {
    return TestRuns.fit(TestRuns.plan(OBJECTIVE, settings), train, Optional.of(validation));
  }

  @Test
  void tellsTheWholeStoryOfARunInOrder() {
    TestRuns.Run run =
        fit(
            "batch: {size: 100}",
            "optimizer: {kind: adam, learning-rate: 0.1}",
            "stop: {epochs: 3}",
            "evaluate: {every-epochs: 1}");

    List<TrainingEvent> events = run.events();
    assertThat(events.get(0)).isInstanceOf(Started.class);
    assertThat(((Started) events.get(0)).plan().totalSteps()).isEqualTo(24);
    assertThat(events.get(events.size() - 1)).isInstanceOf(Stopped.class);
    assertThat(run.events(StepDone.class).stream().map(StepDone::step)).hasSize(24).isSorted();
    assertThat(run.events(Evaluated.class).stream().map(Evaluated::step))
        .containsExactly(8L, 16L, 24L);
    assertThat(run.events(Evaluated.class).get(0).metrics().keySet())
        .containsExactlyInAnyOrder(
            Metric.LOSS, Metric.LOG_LOSS, Metric.ACCURACY, Metric.AUC, Metric.F1);
    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.result().epochs()).isEqualTo(3.0);
    assertThat(run.result().last().validation().get(Metric.ACCURACY)).isGreaterThan(0.8);
    assertThat(run.result().best()).isPresent();
  }

  @Test
  void countsTheBytesOfEachDirection() {
    TestRuns.Run run = fit("batch: {full: true}", "stop: {steps: 5}");

    long parameters = FEATURES + 1;
    assertThat(run.result().bytes().broadcast()).isEqualTo(5 * 8 * parameters);
    assertThat(run.result().bytes().returned()).isEqualTo(5 * 2 * (8 * parameters + 24));
    assertThat(run.result().bytes().ratio()).isEqualTo(1.0);
    StepDone step = run.events(StepDone.class).get(0);
    assertThat(step.bytes().broadcast()).isEqualTo(8 * parameters);
    assertThat(step.phases().keySet().stream().map(phase -> phase.key()))
        .contains("broadcast", "gradient", "merge", "update");
  }

  @Test
  void trainLossIsTheObjectiveWithPenaltyBeforeTheUpdate() {
    TestRuns.Run run =
        fit(
            "batch: {full: true}",
            "penalty: {l1: 0.01, l2: 0.1}",
            "optimizer: {kind: sgd, learning-rate: 0.5}",
            "stop: {steps: 2}");

    StepDone first = run.events(StepDone.class).get(0);
    assertThat(first.trainLoss()).isCloseTo(Math.log(2), within(1e-12));
    StepDone second = run.events(StepDone.class).get(1);
    TestRuns.Run one =
        fit(
            "batch: {full: true}",
            "penalty: {l1: 0.01, l2: 0.1}",
            "optimizer: {kind: sgd, learning-rate: 0.5}",
            "stop: {steps: 1}");
    double[] weights = one.weights();
    double penalty = 0;
    for (int j = 0; j < FEATURES; j++) {
      penalty += 0.01 * Math.abs(weights[j]) + 0.05 * weights[j] * weights[j];
    }
    double loss =
        Evaluator.evaluate(train, OBJECTIVE, weights, Set.of(Metric.LOSS)).value(Metric.LOSS);
    assertThat(second.trainLoss()).isCloseTo(loss + penalty, within(1e-12));
  }

  @Test
  void aStrongL1PenaltyMakesWeightsExactlyZero() {
    double[] weights =
        fit(
                "batch: {size: 200}",
                "penalty: {l1: 0.05}",
                "optimizer: {kind: sgd, learning-rate: 0.5}",
                "stop: {epochs: 30}")
            .weights();

    long zeros = Arrays.stream(weights).limit(FEATURES).filter(w -> w == 0).count();
    // Every third feature has no influence on the label.
    assertThat(zeros).isBetween(2L, 4L);
  }

  @Test
  void clippingShortensTheUpdateButNotTheReportedNorm() {
    String[] common = {"batch: {full: true}", "stop: {steps: 1}"};
    StepDone free =
        fit(common[0], common[1], "optimizer: {kind: sgd, learning-rate: 1}")
            .events(StepDone.class)
            .get(0);
    TestRuns.Run clipped =
        fit(common[0], common[1], "optimizer: {kind: sgd, learning-rate: 1, clip-norm: 0.01}");

    assertThat(clipped.events(StepDone.class).get(0).gradientNorm())
        .isEqualTo(free.gradientNorm())
        .isGreaterThan(0.1);
    assertThat(Vectors.norm(clipped.weights())).isCloseTo(0.01, within(1e-6));
  }

  @Test
  void averagedWeightsAreWhatIsEvaluatedAndKept() {
    String batch = "batch: {size: 50}";
    String stop = "stop: {steps: 3}";
    double[] one =
        fit(batch, "stop: {steps: 1}", "optimizer: {kind: sgd, learning-rate: 0.5}").weights();
    double[] two =
        fit(batch, "stop: {steps: 2}", "optimizer: {kind: sgd, learning-rate: 0.5}").weights();
    double[] three = fit(batch, stop, "optimizer: {kind: sgd, learning-rate: 0.5}").weights();
    double[] average =
        fit(batch, stop, "optimizer: {kind: sgd, learning-rate: 0.5, average-decay: 0.75}")
            .weights();

    for (int i = 0; i < average.length; i++) {
      double expected = 0.75 * (0.75 * one[i] + 0.25 * two[i]) + 0.25 * three[i];
      assertThat(average[i]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void scalingRuleAndWarmupDecideTheLearningRateOfEveryStep() {
    List<Double> rates =
        fit(
                "batch: {size: 50, accumulation-steps: 4}",
                "optimizer: {kind: sgd, learning-rate: 0.1}",
                "scaling: {rule: linear, reference-batch-size: 100}",
                "schedule: {kind: constant, warmup-steps: 4}",
                "stop: {steps: 6}")
            .events(StepDone.class)
            .stream()
            .map(StepDone::learningRate)
            .toList();

    assertThat(rates.get(4)).isCloseTo(0.2, within(1e-15));
    assertThat(rates.get(5)).isCloseTo(0.2, within(1e-15));
    assertThat(rates.subList(0, 5)).isSorted();
    assertThat(rates.get(0)).isLessThan(0.2);
  }

  @Test
  void earlyStoppingKeepsTheBestWeights() {
    TestRuns.Run run =
        fit(
            "batch: {size: 20}",
            "optimizer: {kind: sgd, learning-rate: 8}",
            "stop: {epochs: 50, early: {metric: loss, patience: 3}}",
            "evaluate: {every-steps: 5}");

    assertThat(run.result().status()).isEqualTo(RunStatus.STOPPED_EARLY);
    assertThat(run.result().steps()).isLessThan(2000);
    assertThat(run.result().weights().keptStep())
        .isEqualTo(run.result().best().orElseThrow().step())
        .isLessThan(run.result().steps());
    Map<Metric, Double> kept =
        Evaluator.evaluate(validation, OBJECTIVE, run.weights(), Evaluator.applicable(OBJECTIVE))
            .values();
    assertThat(kept).isEqualTo(run.result().best().orElseThrow().validation());
    assertThat(run.result().weights().last()).isNotEqualTo(run.weights());
  }

  @Test
  void plateauReducesTheLearningRateWhenTheMetricStalls() {
    List<Double> rates =
        fit(
                "batch: {size: 20}",
                "optimizer: {kind: sgd, learning-rate: 8}",
                "schedule: {kind: plateau, metric: loss, factor: 0.5, patience: 1}",
                "stop: {steps: 200}",
                "evaluate: {every-steps: 5}")
            .events(StepDone.class)
            .stream()
            .map(StepDone::learningRate)
            .distinct()
            .toList();

    assertThat(rates).hasSizeGreaterThan(2).startsWith(8.0, 4.0, 2.0);
  }

  /** An r2 of about -10,000 that does not move, as labels are far from 0 and the rate is tiny. */
  @Test
  void plateauReducesTheLearningRateWhenANegativeMetricStalls() {
    BlockBuilder far = new BlockBuilder();
    for (int row = 0; row < 40; row++) {
      far.startRow(100 + row % 2 * 2, 1).feature(0, 1);
    }
    BlockSet rows = SharedSpark.blocks(far.build(), 40);
    String[] settings = {
      "optimizer: {kind: sgd, learning-rate: 1e-12}",
      "batch: {full: true}",
      "stop: {steps: 6}",
      "evaluate: {every-steps: 1}"
    };
    TestRuns.Run reduced =
        TestRuns.fit(
            TestRuns.plan(
                TestRuns.linear(1), with(settings, "metric: r2, factor: 0.5, patience: 1")),
            rows,
            Optional.of(rows));
    TestRuns.Run asTorch =
        TestRuns.fit(
            TestRuns.plan(
                TestRuns.linear(1),
                with(settings, "metric: r2, patience: 1, threshold-mode: pytorch-relative")),
            rows,
            Optional.of(rows));

    assertThat(reduced.events(StepDone.class).stream().map(StepDone::learningRate))
        .containsExactly(1e-12, 1e-12, 1e-12, 5e-13, 5e-13, 2.5e-13);
    assertThat(reduced.result().last().validation().get(Metric.R2)).isLessThan(-1000);
    assertThat(asTorch.events(StepDone.class).stream().map(StepDone::learningRate))
        .containsOnly(1e-12);
    rows.close();
  }

  private static String[] with(String[] settings, String plateau) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "schedule: {kind: plateau, " + plateau + "}";
    return all;
  }

  @Test
  void aTargetEndsTheRun() {
    TestRuns.Run run =
        fit(
            "batch: {size: 100}",
            "optimizer: {kind: adam, learning-rate: 0.1}",
            "stop: {epochs: 100, target: {metric: accuracy, value: 0.75}}",
            "evaluate: {every-steps: 2}");

    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.result().steps()).isLessThan(100);
    assertThat(run.result().reason()).contains("accuracy");
    assertThat(run.result().last().validation().get(Metric.ACCURACY)).isGreaterThanOrEqualTo(0.75);
  }

  @Test
  void minutesEndTheRun() {
    TestRuns.Run run = fit("batch: {size: 10}", "stop: {minutes: 0.01}");

    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.result().reason()).contains("minutes");
    assertThat(run.result().steps()).isPositive();
  }

  @Test
  void aScheduleThatNeedsTheNumberOfStepsIsAnErrorWhenOnlyTimeEndsTheRun() {
    TrainingPlan parsed = TestRuns.plan(OBJECTIVE, "schedule: {kind: cosine}");
    StopConfig minute =
        new StopConfig(
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalDouble.of(1),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty());
    TrainingPlan plan =
        new TrainingPlan(
            "open",
            OBJECTIVE,
            parsed.penalty(),
            parsed.batch(),
            parsed.optimizer(),
            parsed.schedule(),
            parsed.scaling(),
            parsed.synchronize(),
            parsed.compression(),
            minute,
            parsed.evaluate(),
            parsed.guard(),
            1,
            Optional.empty());

    assertThatThrownBy(() -> TestRuns.fit(plan, train))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("steps");
  }

  @Test
  void rowsWithoutWeightUseUpTheirShareOfTheEpochs() {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < 6; row++) {
      builder.startRow(1, row == 2 ? 0 : 1).feature(0, 1);
    }
    try (BlockSet rows = SharedSpark.blocks(builder.build(), 3, 3)) {
      TestRuns.Run passes =
          TestRuns.fit(
              TestRuns.plan(TestRuns.linear(1), "batch: {size: 1}", "stop: {epochs: 2}"), rows);
      TestRuns.Run steps =
          TestRuns.fit(
              TestRuns.plan(TestRuns.linear(1), "batch: {size: 1}", "stop: {steps: 12}"), rows);

      assertThat(passes.result().steps()).isEqualTo(10);
      assertThat(passes.result().status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(passes.result().reason()).isEqualTo("Used all rows of its epochs in 10 steps.");
      assertThat(steps.result().steps()).isEqualTo(12);
    }
  }

  @Test
  void divergenceEndsTheRunAndSaysWhy() {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < 50; row++) {
      builder.startRow(row, 1).feature(0, row);
    }
    RowBlock steep = builder.build();
    try (BlockSet rows = SharedSpark.blocks(steep, 25, 25)) {
      TestRuns.Run run =
          TestRuns.fit(
              TestRuns.plan(
                  TestRuns.linear(1),
                  "batch: {full: true}",
                  "optimizer: {kind: sgd, learning-rate: 10}",
                  "stop: {steps: 1000}"),
              rows);

      assertThat(run.result().status()).isEqualTo(RunStatus.DIVERGED);
      assertThat(run.result().steps()).isLessThan(1000);
      assertThat(run.result().reason()).contains("step").contains("learning rate");
      Stopped stopped = run.events(Stopped.class).get(0);
      assertThat(stopped.status()).isEqualTo(RunStatus.DIVERGED);
    }
  }

  @Test
  void aFailedTaskEndsTheRunWithWhatItHadReached() {
    TrainingPlan plan = TestRuns.plan(new Failing(), "batch: {full: true}", "stop: {steps: 5}");
    List<TrainingEvent> events = new ArrayList<>();
    Trainer trainer = new Trainer(plan, List.of(events::add));
    double[] start = new double[OBJECTIVE.layout().size()];

    assertThatThrownBy(() -> trainer.fit(train, Optional.empty(), start))
        .isInstanceOfSatisfying(
            TrainingFailedException.class,
            failed -> {
              assertThat(failed.result().status()).isEqualTo(RunStatus.FAILED);
              assertThat(failed.result().steps()).isEqualTo(1);
              assertThat(failed.result().reason()).contains("SparkException");
              assertThat(failed).hasStackTraceContaining("no more");
            });
    assertThat(events.get(events.size() - 1))
        .isInstanceOfSatisfying(
            Stopped.class, stopped -> assertThat(stopped.status()).isEqualTo(RunStatus.FAILED));
  }

  /** Works at the start weights only. */
  private static final class Failing implements Objective {
    private static final long serialVersionUID = 1L;

    @Override
    public void addGradient(
        RowBlock block, RowSelection rows, double[] parameters, GradientSum sum) {
      if (parameters[0] != 0) {
        throw new IllegalStateException("no more");
      }
      OBJECTIVE.addGradient(block, rows, parameters, sum);
    }

    @Override
    public ParameterLayout layout() {
      return OBJECTIVE.layout();
    }

    @Override
    public Objective withFeatures(int features) {
      return this;
    }

    @Override
    public Task task() {
      return OBJECTIVE.task();
    }

    @Override
    public int outputs() {
      return OBJECTIVE.outputs();
    }

    @Override
    public boolean hasProbability() {
      return OBJECTIVE.hasProbability();
    }

    @Override
    public String invalidLabel(double label) {
      return OBJECTIVE.invalidLabel(label);
    }

    @Override
    public void raw(RowBlock block, int row, double[] parameters, double[] raw) {
      OBJECTIVE.raw(block, row, parameters, raw);
    }

    @Override
    public double loss(double[] raw, double label) {
      return OBJECTIVE.loss(raw, label);
    }

    @Override
    public double predict(double[] raw, double[] probability) {
      return OBJECTIVE.predict(raw, probability);
    }

    @Override
    public double[] initialParameters(long seed) {
      return OBJECTIVE.initialParameters(seed);
    }
  }

  @Test
  void withoutValidationNothingIsEvaluatedAndTheLastWeightsAreKept() {
    TestRuns.Run run =
        TestRuns.fit(TestRuns.plan(OBJECTIVE, "batch: {size: 100}", "stop: {steps: 5}"), train);

    assertThat(run.events(Evaluated.class)).isEmpty();
    assertThat(run.result().best()).isEmpty();
    assertThat(run.result().last().validation()).isEmpty();
    assertThat(run.weights()).containsExactly(run.result().weights().last());
  }

  @Test
  void rowWeightsCountAsRepetitions() {
    BlockBuilder weighted = new BlockBuilder();
    BlockBuilder repeated = new BlockBuilder();
    RowBlock source = TestRuns.twoClasses(40, FEATURES, 5);
    for (int row = 0; row < source.rows(); row++) {
      int times = 1 + row % 3;
      weighted.startRow(source.label(row), times);
      source.forEach(row, weighted::feature);
      for (int i = 0; i < times; i++) {
        repeated.startRow(source.label(row), 1);
        source.forEach(row, repeated::feature);
      }
    }
    RowBlock weightedRows = weighted.build();
    RowBlock repeatedRows = repeated.build();
    TrainingPlan plan =
        TestRuns.plan(
            OBJECTIVE,
            "batch: {full: true}",
            "optimizer: {kind: sgd, learning-rate: 0.5}",
            "stop: {steps: 20}");
    try (BlockSet one = SharedSpark.blocks(weightedRows, 13, 27);
        BlockSet other = SharedSpark.blocks(repeatedRows, repeatedRows.rows())) {
      double[] expected = TestRuns.fit(plan, other).weights();
      double[] weights = TestRuns.fit(plan, one).weights();
      for (int i = 0; i < weights.length; i++) {
        assertThat(weights[i]).isCloseTo(expected[i], within(1e-12));
      }
    }
  }
}
