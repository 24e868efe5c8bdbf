package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.objective.LinearObjective;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.UpdateChain;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.spark.input.BlockPartition;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Three ways to make local steps, one result. */
class LocalStepsTest {
  private static final int ROWS = 60;
  private static final int FEATURES = 50;

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(new ModelSpec.Logistic(), 2, Intercept.FITTED, 1, 1),
        Arguments.of(new ModelSpec.Logistic(), 2, Intercept.FITTED, 4, 3),
        Arguments.of(new ModelSpec.Hinge(), 2, Intercept.NONE, 3, 1),
        Arguments.of(new ModelSpec.Softmax(), 3, Intercept.FITTED, 1, 2),
        Arguments.of(new ModelSpec.Softmax(), 3, Intercept.NONE, 5, 1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void giveTheSameBits(
      ModelSpec spec, int classes, Intercept intercept, int batch, int accumulation) {
    LinearObjective objective = (LinearObjective) spec.build(FEATURES, classes, intercept);
    BlockPartition rows = rows(classes);
    Round round = new Round(Round.Kind.LOCAL, 0, 0, 0, 30, accumulation);
    for (UpdateRule rule :
        new UpdateRule[] {new UpdateRule.Sgd(), new UpdateRule.AdaGrad(0, 1e-10)}) {
      LocalPlan plan =
          new LocalPlan(
              new UpdateChain(rule, 0.9, Double.POSITIVE_INFINITY),
              Penalty.NONE,
              LocalState.RESET,
              rates(objective),
              0);
      int size = objective.layout().size();
      double[] whole = new double[size];
      double[] touched = new double[size];
      double[] factored = new double[size];
      LocalGradient gradient = new LocalGradient(objective, 0, round);
      LocalSteps first =
          new WholeSteps(gradient, plan, plan.chain().optimizer(objective.layout()), whole, round);
      LocalSteps second =
          new TouchedSteps(
              gradient, plan, plan.chain().optimizer(objective.layout()), touched, round);
      LocalSteps third =
          new FactoredSteps(
              objective, plan, plan.chain().optimizer(objective.layout()), factored, round);
      Sampler sampler = new ShuffleSampler(ROWS, batch, Long.MAX_VALUE / 2, 7);
      for (LocalSteps steps : new LocalSteps[] {first, second, third}) {
        sampler.draw(0, round.microBatches(), 0, rows, steps);
      }
      assertThat(whole).isNotEqualTo(new double[size]);
      // The norm of a clip is rounded otherwise over fewer values.
      assertThat(touched).containsExactly(whole, within(1e-12));
      assertThat(factored).containsExactly(touched);
      assertThat(third.sums().rows()).isEqualTo(first.sums().rows());
      assertThat(third.sums().lossSum()).isEqualTo(second.sums().lossSum());
      assertThat(third.sums().weightSum()).isEqualTo(first.sums().weightSum());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, FITTED", "4, 3, FITTED", "3, 1, NONE", "1, 1, NONE"})
  void giveTheSameBitsWithTheMemoryBesideTheWeights(
      int batch, int accumulation, Intercept intercept) {
    LinearObjective objective =
        (LinearObjective) new ModelSpec.Logistic().build(FEATURES, 2, intercept);
    BlockPartition rows = rows(2);
    Round round = new Round(Round.Kind.LOCAL, 0, 0, 0, 30, accumulation);
    double none = Double.POSITIVE_INFINITY;
    LocalPlan plan =
        new LocalPlan(
            new UpdateChain(new UpdateRule.AdaGrad(0.1, 1e-10), none, none),
            Penalty.NONE,
            LocalState.AVERAGE,
            rates(objective),
            0);
    int size = objective.layout().size();
    Optimizer apart = plan.chain().optimizer(objective.layout());
    Optimizer beside = plan.chain().optimizer(objective.layout());
    LocalSteps expected = new FactoredSteps(objective, plan, apart, new double[size], round);
    LocalSteps interleaved =
        LocalSteps.of(objective, 0, plan, beside, new double[size], round, true, size + 1);
    assertThat(interleaved).isInstanceOf(InterleavedSteps.class);

    Sampler sampler = new ShuffleSampler(ROWS, batch, Long.MAX_VALUE / 2, 7);
    sampler.draw(0, round.microBatches(), 0, rows, expected);
    sampler.draw(0, round.microBatches(), 0, rows, interleaved);
    assertThat(interleaved.weights()).containsExactly(expected.weights());
    assertThat(interleaved.weights()).isNotEqualTo(new double[size]);
    assertThat(beside.slots().get(0)).containsExactly(apart.slots().get(0));
    assertThat(beside.updates()).isPositive().isEqualTo(apart.updates());
    assertThat(interleaved.sums().lossSum()).isEqualTo(expected.sums().lossSum());
    assertThat(interleaved.sums().rows()).isEqualTo(expected.sums().rows());
  }

  static Stream<Arguments> notInterleaved() {
    double none = Double.POSITIVE_INFINITY;
    UpdateRule adaGrad = new UpdateRule.AdaGrad(0, 1e-10);
    return Stream.of(
        Arguments.of(new ModelSpec.Logistic(), 2, new UpdateChain(adaGrad, none, none), 1),
        Arguments.of(new ModelSpec.Softmax(), 3, new UpdateChain(adaGrad, none, none), 1000),
        Arguments.of(new ModelSpec.Logistic(), 2, new UpdateChain(adaGrad, 0.9, none), 1000),
        Arguments.of(
            new ModelSpec.Logistic(), 2, new UpdateChain(new UpdateRule.Sgd(), none, none), 1000));
  }

  @ParameterizedTest
  @MethodSource("notInterleaved")
  void leaveTheWeightsWhereTheyAreForFewUpdatesAndOtherRules(
      ModelSpec spec, int classes, UpdateChain chain, double values) {
    LinearObjective objective = (LinearObjective) spec.build(FEATURES, classes, Intercept.FITTED);
    LocalPlan plan = new LocalPlan(chain, Penalty.NONE, LocalState.RESET, rates(objective), 0);
    Optimizer optimizer = chain.optimizer(objective.layout());
    double[] weights = new double[objective.layout().size()];
    Round round = new Round(Round.Kind.LOCAL, 0, 0, 0, 30, 1);
    assertThat(LocalSteps.of(objective, 0, plan, optimizer, weights, round, true, values))
        .isExactlyInstanceOf(FactoredSteps.class);
  }

  private static Rates rates(LinearObjective objective) {
    TrainingPlan plan =
        TestRuns.plan(
            objective,
            "batch: {size: 4}",
            "optimizer: {kind: sgd, learning-rate: 0.3}",
            "stop: {steps: 30}");
    BatchPlan batches = BatchPlan.of(plan.batch(), plan.stop(), ROWS, 1);
    return new Rates(LearningRate.of(plan, batches), 0, 30);
  }

  private static BlockPartition rows(int classes) {
    BlockBuilder builder = new BlockBuilder();
    RowBlock[] blocks = new RowBlock[3];
    for (int row = 0; row < ROWS; row++) {
      builder.startRow(row % classes, row % 7 == 0 ? 0 : 0.5 + row % 3);
      for (int feature = row % 5; feature < FEATURES; feature += 4 + row % 3) {
        builder.feature(feature, CounterRandom.gaussian(3, row, feature));
      }
      if (row % 20 == 19) {
        blocks[row / 20] = builder.build();
      }
    }
    return new BlockPartition(blocks);
  }
}
