package io.sparksgd.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.data.RowBlock;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.ModelSpec.Output;
import org.junit.jupiter.api.Test;

class FactorizationMachineTest {
  private static final int FACTORS = 3;
  private static final ModelSpec SPEC =
      new ModelSpec.FactorizationMachine(FACTORS, Output.LINEAR, 1, 0.1);

  @Test
  void theMarginIsTheSumOverAllPairs() {
    Objective objective = SPEC.build(TestBlocks.FEATURES, 2, Intercept.FITTED);
    double[] parameters = TestBlocks.vector(1, objective.layout().size());
    RowBlock block =
        TestBlocks.block(
            2, 20, TestBlocks.Form.SPARSE, TestBlocks.Weights.ONES, SPEC, objective.task());
    double[] raw = new double[1];
    for (int row = 0; row < 20; row++) {
      double[] x = new double[TestBlocks.FEATURES];
      block.forEach(row, (index, value) -> x[index] = value);
      double expected = parameters[TestBlocks.FEATURES * (1 + FACTORS)];
      for (int i = 0; i < x.length; i++) {
        expected += parameters[i * (1 + FACTORS)] * x[i];
        for (int j = i + 1; j < x.length; j++) {
          for (int f = 1; f <= FACTORS; f++) {
            expected +=
                parameters[i * (1 + FACTORS) + f] * parameters[j * (1 + FACTORS) + f] * x[i] * x[j];
          }
        }
      }
      objective.raw(block, row, parameters, raw);
      assertThat(raw[0]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void onlyTheVectorsStartAtRandom() {
    Objective objective = SPEC.build(500, 2, Intercept.FITTED);
    double[] start = objective.initialParameters(7);
    double squares = 0;
    for (int i = 0; i < start.length; i++) {
      if (i % (1 + FACTORS) == 0) {
        assertThat(start[i]).as("weight or intercept").isZero();
      }
      squares += start[i] * start[i];
    }
    assertThat(Math.sqrt(squares / (500 * FACTORS))).isCloseTo(0.1, within(0.005));
    assertThat(objective.initialParameters(7)).containsExactly(start);
    assertThat(objective.initialParameters(8)).isNotEqualTo(start);
  }

  @Test
  void settingsThatCannotBe() {
    assertThatThrownBy(() -> new ModelSpec.FactorizationMachine(0, Output.LINEAR, 1, 0.1))
        .hasMessage("Invalid factors: 0 (allowed: 1 or more)");
    assertThatThrownBy(() -> new ModelSpec.FactorizationMachine(2, Output.SOFTMAX, 1, 0.1))
        .hasMessage("Invalid output: softmax (allowed: logistic, linear, huber)");
    assertThatThrownBy(() -> new ModelSpec.FactorizationMachine(2, Output.LINEAR, 1, 0))
        .hasMessage("Invalid init-scale: 0.0 (allowed: finite numbers above 0)");
  }
}
