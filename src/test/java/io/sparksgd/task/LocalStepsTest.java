package io.sparksgd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.LinearObjective;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateChain;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.plan.BatchPlan;
import io.sparksgd.plan.LearningRate;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Rates;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.sample.Sampler;
import io.sparksgd.sample.ShuffleSampler;
import io.sparksgd.testkit.TestRuns;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
              StepPrecision.FLOAT64,
              rates(objective),
              0);
      int size = objective.layout().size();
      double[] whole = new double[size];
      double[] touched = new double[size];
      double[] factored = new double[size];
      LocalGradient gradient = new LocalGradient(objective, 0, Centring.none(), round);
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

  /** How the blocks keep their values. */
  private enum Form {
    DOUBLES(Precision.FLOAT64),
    FLOATS(Precision.FLOAT32),
    ONES(Precision.AUTO),
    DENSE(Precision.FLOAT64);

    private final Precision precision;

    Form(Precision precision) {
      this.precision = precision;
    }
  }

  static Stream<Arguments> beside() {
    return Stream.of(Form.values())
        .flatMap(
            form ->
                Stream.of(
                    Arguments.of(form, 1, 1, Intercept.FITTED),
                    Arguments.of(form, 4, 3, Intercept.FITTED),
                    Arguments.of(form, 3, 1, Intercept.NONE),
                    Arguments.of(form, 1, 2, Intercept.FITTED),
                    Arguments.of(form, 1, 1, Intercept.NONE)));
  }

  @ParameterizedTest
  @MethodSource("beside")
  void giveTheSameBitsWithTheMemoryBesideTheWeights(
      Form form, int batch, int accumulation, Intercept intercept) {
    Beside doubles = new Beside(form, batch, accumulation, intercept, StepPrecision.FLOAT64);

    // A margin of a dense block is added in eight sums.
    double apart = form == Form.DENSE ? 1e-12 : 0;
    assertThat(doubles.weights).containsExactly(doubles.expected, within(apart));
    assertThat(doubles.weights).isNotEqualTo(start(doubles.weights.length));
    assertThat(doubles.optimizer.slots().get(0))
        .containsExactly(doubles.apart.slots().get(0), within(apart));
    assertThat(doubles.optimizer.updates()).isPositive().isEqualTo(doubles.apart.updates());
    assertThat(doubles.steps.sums().lossSum())
        .isCloseTo(doubles.oracle.sums().lossSum(), within(apart));
    assertThat(doubles.steps.sums().rows()).isEqualTo(doubles.oracle.sums().rows());
  }

  @ParameterizedTest
  @MethodSource("beside")
  void floatsComeNearTheDoubles(Form form, int batch, int accumulation, Intercept intercept) {
    Beside floats = new Beside(form, batch, accumulation, intercept, StepPrecision.FLOAT32);

    assertThat(floats.weights).containsExactly(floats.expected, within(1e-5));
    assertThat(floats.weights).isNotEqualTo(floats.expected);
    assertThat(floats.optimizer.slots().get(0))
        .containsExactly(floats.apart.slots().get(0), within(1e-4));
    assertThat(floats.optimizer.updates()).isEqualTo(floats.apart.updates());
    double[] start = start(floats.weights.length);
    int untouched = FEATURES - 1;
    assertThat((double) (float) start[untouched]).isNotEqualTo(start[untouched]);
    assertThat(floats.weights[untouched]).isEqualTo(start[untouched]);
    assertThat(floats.optimizer.slots().get(0)[untouched]).isEqualTo(0.1);
  }

  /** Weights that are no floats. */
  private static double[] start(int size) {
    double[] start = new double[size];
    for (int i = 0; i < size; i++) {
      start[i] = 0.01 * CounterRandom.gaussian(9, 0, i);
    }
    return start;
  }

  /** A round with the memory beside the weights, and the same with both apart. */
  private static final class Beside {
    final Optimizer apart;
    final Optimizer optimizer;
    final LocalSteps oracle;
    final LocalSteps steps;
    final double[] expected;
    final double[] weights;

    Beside(Form form, int batch, int accumulation, Intercept intercept, StepPrecision precision) {
      LinearObjective objective =
          (LinearObjective) new ModelSpec.Logistic().build(FEATURES, 2, intercept);
      Round round = new Round(Round.Kind.LOCAL, 0, 0, 0, 30, accumulation);
      double none = Double.POSITIVE_INFINITY;
      LocalPlan plan =
          new LocalPlan(
              new UpdateChain(new UpdateRule.AdaGrad(0.1, 1e-10), none, none),
              Penalty.NONE,
              LocalState.AVERAGE,
              precision,
              rates(objective),
              0);
      int size = objective.layout().size();
      apart = plan.chain().optimizer(objective.layout());
      optimizer = plan.chain().optimizer(objective.layout());
      oracle = new FactoredSteps(objective, plan, apart, start(size), round);
      steps =
          LocalSteps.of(
              new LocalGradient(objective, 0, Centring.none(), round),
              plan,
              optimizer,
              start(size),
              round,
              true,
              size + 1);
      assertThat(steps).isInstanceOf(InterleavedSteps.class);

      Sampler sampler = new ShuffleSampler(ROWS, batch, Long.MAX_VALUE / 2, 7);
      BlockPartition rows = rows(2, form);
      sampler.draw(0, round.microBatches(), 0, rows, oracle);
      sampler.draw(0, round.microBatches(), 0, rows, steps);
      expected = oracle.weights();
      weights = steps.weights();
    }
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
    LocalPlan plan =
        new LocalPlan(
            chain, Penalty.NONE, LocalState.RESET, StepPrecision.FLOAT64, rates(objective), 0);
    Optimizer optimizer = chain.optimizer(objective.layout());
    double[] weights = new double[objective.layout().size()];
    Round round = new Round(Round.Kind.LOCAL, 0, 0, 0, 30, 1);
    assertThat(
            LocalSteps.of(
                new LocalGradient(objective, 0, Centring.none(), round),
                plan,
                optimizer,
                weights,
                round,
                true,
                values))
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
    return rows(classes, Form.DOUBLES);
  }

  /** Dense rows, too, have no value at the last feature but 0. */
  private static BlockPartition rows(int classes, Form form) {
    BlockBuilder builder = new BlockBuilder(form.precision);
    RowBlock[] blocks = new RowBlock[3];
    for (int row = 0; row < ROWS; row++) {
      builder.startRow(row % classes, row % 7 == 0 ? 0 : 0.5 + row % 3);
      int apart = form == Form.DENSE ? 1 : 4 + row % 3;
      for (int feature = row % 5; feature < FEATURES - 1; feature += apart) {
        double value = form == Form.ONES ? 1 : CounterRandom.gaussian(3, row, feature);
        builder.feature(feature, value);
      }
      if (row % 20 == 19) {
        blocks[row / 20] = builder.build();
      }
    }
    return new BlockPartition(blocks);
  }
}
