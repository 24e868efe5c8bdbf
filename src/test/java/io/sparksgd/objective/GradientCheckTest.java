package io.sparksgd.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.objective.ModelSpec.Intercept;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient against central differences of its loss. */
class GradientCheckTest {
  private static final int ROWS = 40;
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 5e-6;

  /** No margin may come so near to a kink of its loss that a difference step crosses it. */
  private static final double KINK_DISTANCE = 1e-3;

  static Stream<ModelSpec> specs() {
    return Stream.of(
        new ModelSpec.Linear(),
        new ModelSpec.Logistic(),
        new ModelSpec.Softmax(),
        new ModelSpec.Hinge(),
        new ModelSpec.Huber(0.8),
        new ModelSpec.Quantile(0.3),
        new ModelSpec.Poisson(),
        machine(ModelSpec.Output.LOGISTIC),
        machine(ModelSpec.Output.LINEAR),
        machine(ModelSpec.Output.HUBER),
        perceptron(Activation.RELU, ModelSpec.Output.SOFTMAX, 5, 4),
        perceptron(Activation.TANH, ModelSpec.Output.SOFTMAX, 6),
        perceptron(Activation.SIGMOID, ModelSpec.Output.LOGISTIC, 1, 9),
        perceptron(Activation.GELU, ModelSpec.Output.LINEAR, 5, 3, 2),
        perceptron(Activation.TANH, ModelSpec.Output.HUBER, 33));
  }

  private static ModelSpec machine(ModelSpec.Output output) {
    return new ModelSpec.FactorizationMachine(3, output, 0.8, 0.1);
  }

  private static ModelSpec perceptron(
      Activation activation, ModelSpec.Output output, Integer... hidden) {
    return new ModelSpec.Mlp(List.of(hidden), activation, output, 0.8, 0, 0);
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    specs()
        .forEach(
            spec -> {
              for (TestBlocks.Form form : TestBlocks.Form.values()) {
                for (TestBlocks.Weights weights : TestBlocks.Weights.values()) {
                  for (Intercept intercept : Intercept.values()) {
                    cases.add(Arguments.of(spec, form, weights, intercept));
                  }
                }
              }
            });
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theGradientIsTheSlopeOfTheLoss(
      ModelSpec spec, TestBlocks.Form form, TestBlocks.Weights weights, Intercept intercept) {
    Objective objective = spec.build(TestBlocks.FEATURES, TestBlocks.CLASSES, intercept);
    RowBlock block = TestBlocks.block(5, ROWS, form, weights, spec, objective.task());
    boolean dense = block.storedValues() == (long) ROWS * TestBlocks.FEATURES;
    assertThat(dense).isEqualTo(form.isDense());
    double[] parameters = TestBlocks.vector(6, objective.layout().size());
    assertFarFromKinks(spec, objective, block, parameters);

    double[] gradient = sum(objective, block, parameters).gradient();

    for (int i = 0; i < parameters.length; i++) {
      double[] moved = parameters.clone();
      moved[i] = parameters[i] + STEP;
      double above = sum(objective, block, moved).lossSum();
      moved[i] = parameters[i] - STEP;
      double below = sum(objective, block, moved).lossSum();
      double slope = (above - below) / (2 * STEP);
      double scale = Math.max(Math.abs(slope), 1e-2);
      assertThat(gradient[i]).as("parameter " + i).isCloseTo(slope, within(TOLERANCE * scale));
    }
  }

  private static GradientSum sum(Objective objective, RowBlock block, double[] parameters) {
    GradientSum sum = new GradientSum(parameters.length);
    objective.addGradient(block, RowSelection.range(0, block.rows()), parameters, sum);
    return sum;
  }

  private static void assertFarFromKinks(
      ModelSpec spec, Objective objective, RowBlock block, double[] parameters) {
    double[] raw = new double[objective.outputs()];
    for (int row = 0; row < block.rows(); row++) {
      objective.raw(block, row, parameters, raw);
      double error = raw[0] - block.label(row);
      double distance = 1;
      if (spec instanceof ModelSpec.Hinge) {
        distance = Math.abs(1 - (2 * block.label(row) - 1) * raw[0]);
      } else if (spec instanceof ModelSpec.Huber huber) {
        distance = Math.abs(Math.abs(error) - huber.delta());
      } else if (spec instanceof ModelSpec.Quantile) {
        distance = Math.abs(error);
      }
      assertThat(distance).as("choose another seed").isGreaterThan(KINK_DISTANCE);
    }
  }
}
