package io.sparksgd.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Objective.Task;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSpecTest {
  private static final ModelSpec LINEAR = new ModelSpec.Linear();
  private static final ModelSpec LOGISTIC = new ModelSpec.Logistic();
  private static final ModelSpec SOFTMAX = new ModelSpec.Softmax();
  private static final ModelSpec HINGE = new ModelSpec.Hinge();
  private static final ModelSpec HUBER = new ModelSpec.Huber(1);
  private static final ModelSpec QUANTILE = new ModelSpec.Quantile(0.5);
  private static final ModelSpec POISSON = new ModelSpec.Poisson();

  @Test
  void theLayoutIsWeightsThenIntercept() {
    assertThat(build(LOGISTIC).layout().groups())
        .containsExactly(
            new ParameterGroup("weights", ParameterGroup.Kind.WEIGHTS, 0, 5, 1),
            new ParameterGroup("intercept", ParameterGroup.Kind.BIAS, 5, 1, 1));
    assertThat(build(SOFTMAX).layout().groups())
        .containsExactly(
            new ParameterGroup("weights", ParameterGroup.Kind.WEIGHTS, 0, 5, 4),
            new ParameterGroup("intercept", ParameterGroup.Kind.BIAS, 20, 1, 4));
    assertThat(SOFTMAX.build(5, 4, Intercept.NONE).layout().groups())
        .containsExactly(new ParameterGroup("weights", ParameterGroup.Kind.WEIGHTS, 0, 5, 4));
  }

  static Stream<Arguments> tasks() {
    return Stream.of(
        Arguments.of(LINEAR, Task.REGRESSION, 1, false),
        Arguments.of(LOGISTIC, Task.BINARY, 1, true),
        Arguments.of(SOFTMAX, Task.MULTICLASS, 4, true),
        Arguments.of(HINGE, Task.BINARY, 1, false),
        Arguments.of(HUBER, Task.REGRESSION, 1, false),
        Arguments.of(QUANTILE, Task.REGRESSION, 1, false),
        Arguments.of(POISSON, Task.REGRESSION, 1, false));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void eachModelKnowsItsTask(ModelSpec spec, Task task, int outputs, boolean probability) {
    Objective objective = build(spec);
    assertThat(objective.task()).isEqualTo(task);
    assertThat(objective.outputs()).isEqualTo(outputs);
    assertThat(objective.hasProbability()).isEqualTo(probability);
  }

  static Stream<Arguments> badLabels() {
    return Stream.of(
        Arguments.of(LINEAR, Double.NaN, "NaN (allowed: finite numbers)"),
        Arguments.of(HUBER, Double.POSITIVE_INFINITY, "Infinity (allowed: finite numbers)"),
        Arguments.of(QUANTILE, Double.NEGATIVE_INFINITY, "-Infinity (allowed: finite numbers)"),
        Arguments.of(LOGISTIC, 2.0, "2 (allowed: 0 or 1)"),
        Arguments.of(LOGISTIC, -1.0, "-1 (allowed: 0 or 1)"),
        Arguments.of(LOGISTIC, Double.NaN, "NaN (allowed: finite numbers)"),
        Arguments.of(HINGE, 0.5, "0.5 (allowed: 0 or 1)"),
        Arguments.of(SOFTMAX, 4.0, "4 (allowed: 0 .. 3)"),
        Arguments.of(SOFTMAX, -1.0, "-1 (allowed: 0 .. 3)"),
        Arguments.of(SOFTMAX, 1.5, "1.5 (allowed: 0 .. 3)"),
        Arguments.of(SOFTMAX, 1e300, "1.0E300 (allowed: 0 .. 3)"),
        Arguments.of(SOFTMAX, Double.NaN, "NaN (allowed: finite numbers)"),
        Arguments.of(POISSON, -1.0, "-1 (allowed: 0 or more)"),
        Arguments.of(POISSON, Double.POSITIVE_INFINITY, "Infinity (allowed: finite numbers)"));
  }

  @ParameterizedTest
  @MethodSource("badLabels")
  void saysWhatIsWrongWithALabel(ModelSpec spec, double label, String message) {
    assertThat(build(spec).invalidLabel(label)).isEqualTo(message);
  }

  @Test
  void allowsTheLabelsOfTheTask() {
    for (double label : new double[] {0, 1}) {
      assertThat(build(LOGISTIC).invalidLabel(label)).isNull();
      assertThat(build(HINGE).invalidLabel(label)).isNull();
    }
    for (int label = 0; label < 4; label++) {
      assertThat(build(SOFTMAX).invalidLabel(label)).isNull();
    }
    assertThat(build(LINEAR).invalidLabel(-1e300)).isNull();
    assertThat(build(POISSON).invalidLabel(0)).isNull();
    assertThat(build(POISSON).invalidLabel(2.5)).isNull();
  }

  @Test
  void binaryModelsPredictClassOneForPositiveMargins() {
    for (ModelSpec spec : new ModelSpec[] {LOGISTIC, HINGE}) {
      assertThat(build(spec).predict(new double[] {1e-9}, null)).isEqualTo(1);
      assertThat(build(spec).predict(new double[] {0}, null)).isEqualTo(0);
      assertThat(build(spec).predict(new double[] {-3}, null)).isEqualTo(0);
    }
  }

  @Test
  void logisticGivesTheProbabilityOfBothClasses() {
    double[] probability = new double[2];
    build(LOGISTIC).predict(new double[] {1.5}, probability);
    assertThat(probability)
        .containsExactly(new double[] {0.18242552380635635, 0.8175744761936437}, within(1e-15));
    build(LOGISTIC).predict(new double[] {50}, probability);
    assertThat(probability[0]).as("not 1 - 1").isCloseTo(Math.exp(-50), within(1e-36));
  }

  @Test
  void hingeLeavesTheProbabilityAlone() {
    double[] probability = {7, 8};
    build(HINGE).predict(new double[] {1.5}, probability);
    assertThat(probability).containsExactly(7, 8);
  }

  @Test
  void regressionsPredictTheMarginAndPoissonItsExponential() {
    for (ModelSpec spec : new ModelSpec[] {LINEAR, HUBER, QUANTILE}) {
      assertThat(build(spec).predict(new double[] {-2.5}, null)).isEqualTo(-2.5);
    }
    assertThat(build(POISSON).predict(new double[] {1.25}, null)).isEqualTo(Math.exp(1.25));
    assertThat(build(POISSON).predict(new double[] {800}, null)).isInfinite();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void huberNeedsAPositiveDelta(double delta) {
    assertThatThrownBy(() -> new ModelSpec.Huber(delta))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid delta: " + delta + " (allowed: finite numbers above 0)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
  void quantilesLieBetweenZeroAndOne(double quantile) {
    assertThatThrownBy(() -> new ModelSpec.Quantile(quantile))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid quantile: " + quantile + " (allowed: between 0 and 1, exclusive)");
  }

  @ParameterizedTest
  @CsvSource({"0.5, 3, 1.375", "10, 3, 4.5"})
  void deltaDecidesWhereHuberBecomesLinear(double delta, double error, double loss) {
    assertThat(build(new ModelSpec.Huber(delta)).loss(new double[] {error}, 0)).isEqualTo(loss);
  }

  @ParameterizedTest
  @CsvSource({"0.25, 0.5", "0.75, 1.5"})
  void theQuantileWeighsUnderestimates(double quantile, double loss) {
    assertThat(build(new ModelSpec.Quantile(quantile)).loss(new double[] {1}, 3)).isEqualTo(loss);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -3})
  void softmaxNeedsTwoClasses(int classes) {
    assertThatThrownBy(() -> SOFTMAX.build(5, classes, Intercept.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid number of classes: " + classes + " (allowed: 2 or more)");
    assertThat(LOGISTIC.build(5, classes, Intercept.NONE).outputs()).isEqualTo(1);
  }

  @Test
  void everyModelNeedsAFeature() {
    GradientCheckTest.specs()
        .forEach(
            spec ->
                assertThatThrownBy(() -> spec.build(0, 3, Intercept.FITTED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid number of features: 0 (allowed: 1 or more)"));
  }

  @Test
  void rejectsModelsLongerThanAnArray() {
    assertThatThrownBy(() -> SOFTMAX.build(1 << 30, 4, Intercept.FITTED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid model size: 4294967296 parameters (allowed: at most 2147483639)");
  }

  private static Objective build(ModelSpec spec) {
    return spec.build(5, 4, Intercept.FITTED);
  }
}
