package io.sparksgd.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.ModelSpec.Output;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultilayerPerceptronTest {
  private static final int ROWS = 40;
  private static final int HIDDEN = 5;
  private static final int CLASSES = TestBlocks.CLASSES;
  private static final int FEATURES = TestBlocks.FEATURES;

  private static ModelSpec spec(double dropout, double smoothing) {
    return new ModelSpec.Mlp(
        List.of(HIDDEN), Activation.TANH, Output.SOFTMAX, 1, dropout, smoothing);
  }

  private static Objective objective(ModelSpec spec) {
    return spec.build(FEATURES, CLASSES, Intercept.FITTED);
  }

  private static RowBlock block(ModelSpec spec, TestBlocks.Form form) {
    return TestBlocks.block(3, ROWS, form, TestBlocks.Weights.VARIED, spec, objective(spec).task());
  }

  private static GradientSum sum(Objective objective, RowBlock block, double[] parameters) {
    GradientSum sum = new GradientSum(parameters.length);
    objective.addGradient(block, RowSelection.range(0, block.rows()), parameters, sum);
    return sum;
  }

  /** Two layers with tanh and softmax, row by row, from the equations. */
  private static double oracle(RowBlock block, double[] w, double[] gradient) {
    int bias1 = FEATURES * HIDDEN;
    int weights2 = bias1 + HIDDEN;
    int bias2 = weights2 + HIDDEN * CLASSES;
    double loss = 0;
    for (int row = 0; row < block.rows(); row++) {
      double[] x = new double[FEATURES];
      block.forEach(row, (index, value) -> x[index] = value);
      double[] a = new double[HIDDEN];
      for (int h = 0; h < HIDDEN; h++) {
        double z = w[bias1 + h];
        for (int j = 0; j < FEATURES; j++) {
          z += x[j] * w[j * HIDDEN + h];
        }
        a[h] = Math.tanh(z);
      }
      double[] p = new double[CLASSES];
      double total = 0;
      for (int k = 0; k < CLASSES; k++) {
        double m = w[bias2 + k];
        for (int h = 0; h < HIDDEN; h++) {
          m += a[h] * w[weights2 + h * CLASSES + k];
        }
        p[k] = Math.exp(m);
        total += p[k];
      }
      int label = (int) block.label(row);
      double weight = block.weight(row);
      loss -= weight * Math.log(p[label] / total);
      for (int k = 0; k < CLASSES; k++) {
        double delta = weight * (p[k] / total - (k == label ? 1 : 0));
        gradient[bias2 + k] += delta;
        for (int h = 0; h < HIDDEN; h++) {
          gradient[weights2 + h * CLASSES + k] += a[h] * delta;
          double inner = delta * w[weights2 + h * CLASSES + k] * (1 - a[h] * a[h]);
          gradient[bias1 + h] += inner;
          for (int j = 0; j < FEATURES; j++) {
            gradient[j * HIDDEN + h] += x[j] * inner;
          }
        }
      }
    }
    return loss;
  }

  @ParameterizedTest
  @EnumSource
  void fiveStepsAreThoseOfTheEquations(TestBlocks.Form form) {
    ModelSpec spec = spec(0, 0);
    Objective objective = objective(spec);
    RowBlock block = block(spec, form);
    double[] ours = objective.initialParameters(1);
    double[] theirs = ours.clone();
    for (int step = 0; step < 5; step++) {
      GradientSum sum = sum(objective, block, ours);
      double[] gradient = new double[theirs.length];
      double loss = oracle(block, theirs, gradient);
      assertThat(sum.lossSum()).isCloseTo(loss, within(1e-10));
      for (int i = 0; i < ours.length; i++) {
        ours[i] -= 0.02 * sum.gradient()[i];
        theirs[i] -= 0.02 * gradient[i];
      }
    }
    assertThat(ours).containsExactly(theirs, within(1e-10));
  }

  @Test
  void startWeightsHaveTheVarianceOfTheirLayer() {
    ModelSpec relu = new ModelSpec.Mlp(List.of(300, 200), Activation.RELU, Output.SOFTMAX, 1, 0, 0);
    Objective objective = relu.build(400, 10, Intercept.FITTED);
    double[] start = objective.initialParameters(3);
    double[] variances = {2.0 / 400, 0, 2.0 / 300, 0, 2.0 / 210, 0};
    List<ParameterGroup> groups = objective.layout().groups();
    for (int g = 0; g < groups.size(); g++) {
      ParameterGroup group = groups.get(g);
      double squares = 0;
      for (int i = group.offset(); i < group.end(); i++) {
        squares += start[i] * start[i];
      }
      assertThat(squares / group.size())
          .as(group.name())
          .isCloseTo(variances[g], within(0.1 * variances[g]));
    }
    assertThat(Activation.TANH.startVariance(30, 10)).isEqualTo(0.05);
    assertThat(Arrays.equals(objective.initialParameters(3), start)).isTrue();
  }

  @Test
  void eachLayerIsAGroup() {
    assertThat(objective(spec(0, 0)).layout().groups())
        .extracting(ParameterGroup::name)
        .containsExactly("layer-1-weights", "layer-1-bias", "layer-2-weights", "layer-2-bias");
    assertThat(spec(0, 0).build(FEATURES, CLASSES, Intercept.NONE).layout().groups())
        .extracting(ParameterGroup::name)
        .containsExactly("layer-1-weights", "layer-2-weights");
  }

  @Test
  void dropoutIsOfTheDrawAndTheRowAlone() {
    ModelSpec spec = spec(0.4, 0);
    Objective objective = objective(spec);
    RowBlock block = block(spec, TestBlocks.Form.SPARSE);
    double[] w = objective.initialParameters(1);
    double[] whole = sum(objective.inTraining(5), block, w).gradient();

    assertThat(sum(objective.inTraining(5), block, w).gradient()).containsExactly(whole);
    assertThat(sum(objective.inTraining(6), block, w).gradient()).isNotEqualTo(whole);
    assertThat(sum(objective, block, w).gradient()).isNotEqualTo(whole);
    // Row by row: the draws go on where the sum is.
    GradientSum parts = new GradientSum(w.length);
    Objective training = objective.inTraining(5);
    for (int row = 0; row < ROWS; row++) {
      training.addGradient(block, RowSelection.range(row, row + 1), w, parts);
    }
    assertThat(parts.gradient()).containsExactly(whole, within(1e-12));
  }

  @Test
  void dropoutKeepsTheMeanOfWhatALayerSends() {
    ModelSpec spec =
        new ModelSpec.Mlp(List.of(2000), Activation.SIGMOID, Output.LINEAR, 1, 0.25, 0);
    Objective objective = spec.build(FEATURES, 2, Intercept.NONE);
    double[] w = new double[objective.layout().size()];
    java.util.Arrays.fill(w, FEATURES * 2000, w.length, 0.001);
    RowBlock block =
        TestBlocks.block(
            3, 200, TestBlocks.Form.DENSE, TestBlocks.Weights.ONES, spec, objective.task());
    double[] raw = new double[1];
    objective.raw(block, 0, w, raw);
    assertThat(raw[0]).isCloseTo(1, within(1e-9));
    // The derivative by an output weight is the residual times what the unit sent.
    GradientSum still = sum(objective, block, w);
    GradientSum noisy = sum(objective.inTraining(1), block, w);
    double mean = mean(noisy.gradient(), FEATURES * 2000) / mean(still.gradient(), FEATURES * 2000);
    assertThat(mean).isCloseTo(1, within(0.05));
  }

  private static double mean(double[] values, int from) {
    double total = 0;
    for (int i = from; i < values.length; i++) {
      total += values[i];
    }
    return total / (values.length - from);
  }

  @ParameterizedTest
  @EnumSource
  void gradientsUnderDropoutAndSmoothingAreSlopes(Activation activation) {
    ModelSpec spec = new ModelSpec.Mlp(List.of(6, 5), activation, Output.SOFTMAX, 1, 0.3, 0.1);
    Objective objective = objective(spec).inTraining(11);
    RowBlock block = block(spec, TestBlocks.Form.DENSE);
    double[] w = TestBlocks.vector(5, objective.layout().size());
    double[] gradient = sum(objective, block, w).gradient();
    for (int i = 0; i < w.length; i++) {
      double[] moved = w.clone();
      moved[i] = w[i] + 1e-5;
      double above = sum(objective, block, moved).lossSum();
      moved[i] = w[i] - 1e-5;
      double slope = (above - sum(objective, block, moved).lossSum()) / 2e-5;
      assertThat(gradient[i]).as("parameter " + i).isCloseTo(slope, within(1e-6));
    }
  }

  @Test
  void smoothingIsForTrainingOnly() {
    RowBlock block = block(spec(0, 0), TestBlocks.Form.DENSE);
    double[] w = TestBlocks.vector(5, objective(spec(0, 0)).layout().size());
    double plain = sum(objective(spec(0, 0)), block, w).lossSum();
    assertThat(sum(objective(spec(0, 0.2)), block, w).lossSum()).isNotEqualTo(plain);
    double[] raw = {1, 2, -1};
    assertThat(objective(spec(0, 0.2)).loss(raw, 1)).isEqualTo(objective(spec(0, 0)).loss(raw, 1));
  }

  @Test
  void settingsThatCannotBe() {
    assertThatThrownBy(
            () -> new ModelSpec.Mlp(List.of(3, 0), Activation.RELU, Output.LINEAR, 1, 0, 0))
        .hasMessage("Invalid hidden: [3, 0] (allowed: one width or more, each 1 or more)");
    assertThatThrownBy(() -> spec(1, 0))
        .hasMessage("Invalid dropout: 1.0 (allowed: from 0 to below 1)");
    assertThatThrownBy(() -> spec(0, -0.1))
        .hasMessage("Invalid label-smoothing: -0.1 (allowed: from 0 to below 1)");
  }
}
