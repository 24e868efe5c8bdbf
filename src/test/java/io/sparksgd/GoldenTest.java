package io.sparksgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.math.ParameterGroup.Kind;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.schedule.PlateauSettings;
import io.sparksgd.schedule.PlateauSettings.ThresholdMode;
import io.sparksgd.schedule.ReduceOnPlateau;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.schedule.SchedulePlan.AfterEnd;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PyTorch 2.13's own trajectories and learning rates, to 1e-12. The file has the start weights, six
 * gradients, and for each case the weights after each step or the rate of each step; the learning
 * rate is 0.1 for optimizers and 1 for schedules.
 */
class GoldenTest {
  private static final double TOLERANCE = 1e-12;
  private static final JsonNode GOLDEN = read();

  private static final double NAN = Double.NaN;

  /** A rule and the coupled decay {@code g += decay * w} that PyTorch adds to its gradient. */
  private record OptimizerCase(UpdateRule rule, double coupledDecay) {}

  private static final Map<String, OptimizerCase> OPTIMIZERS =
      Map.of(
          "sgd_mom0.9_wd0.01_lr0.1", new OptimizerCase(new UpdateRule.Momentum(0.9, 0), 0.01),
          "sgd_mom0.9_damp0.5", new OptimizerCase(new UpdateRule.Momentum(0.9, 0.5), 0),
          "sgd_nesterov0.9", new OptimizerCase(new UpdateRule.Nesterov(0.9), 0),
          "adam_lr0.1_wd0.01", new OptimizerCase(new UpdateRule.Adam(0.9, 0.999, 1e-8), 0.01),
          "adamw_lr0.1_wd0.01", new OptimizerCase(new UpdateRule.AdamW(0.9, 0.999, 1e-8, 0.01), 0),
          "adam_amsgrad", new OptimizerCase(new UpdateRule.AmsGrad(0.9, 0.999, 1e-8), 0));

  private static final SchedulePlan COSINE_6 = new SchedulePlan.Cosine(6, 0, AfterEnd.REFLECT);

  private static final Map<String, SchedulePlan> SCHEDULES =
      Map.of(
          "cosine_T5_min0.1_n12", new SchedulePlan.Cosine(5, 0.1, AfterEnd.REFLECT),
          "linear_0.1_to_1_T4_n7", new SchedulePlan.Warmup(4, 0.1, new SchedulePlan.Constant()),
          "warmup4_then_cosine6_n12", new SchedulePlan.Warmup(4, 0.1, COSINE_6),
          "cawr_T3_m2_n12", new SchedulePlan.CosineRestarts(3, 2, 0),
          "poly_T4_p2_n6", new SchedulePlan.Polynomial(4, 2, 0),
          "onecycle_max1_T10", new SchedulePlan.OneCycle(10, 0.3, 25, 1e4),
          "step3_g0.5", new SchedulePlan.StepDecay(3, 0.5));

  /** Settings and the metrics to observe: the file has only rates, these metrics produce them. */
  private record PlateauCase(int patience, int cooldown, double[] metrics) {}

  private static final Map<String, PlateauCase> PLATEAUS =
      Map.of(
          "plateau_p2_f.5_cd1",
              new PlateauCase(2, 1, new double[] {1, 1, 1, 1, 1, 1, 1, .5, .5, .5, .5, .5}),
          // Relative to a negative best, an equal value counts as better.
          "plateau_neg_rel(min,best<0)",
              new PlateauCase(2, 0, new double[] {-1, -1, -.9, -.9, -.9}),
          "plateau_nan", new PlateauCase(1, 0, new double[] {1, NAN, NAN, NAN}));

  private static JsonNode read() {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/torch-2.13.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<String> optimizers() {
    return OPTIMIZERS.keySet().stream();
  }

  static Stream<String> schedules() {
    return SCHEDULES.keySet().stream();
  }

  static Stream<String> plateaus() {
    return PLATEAUS.keySet().stream();
  }

  @Test
  void everyCaseOfTheFileIsTested() {
    Iterator<String> names = GOLDEN.get("cases").fieldNames();
    assertThat(names)
        .toIterable()
        .hasSize(16)
        .allMatch(
            name ->
                OPTIMIZERS.containsKey(name)
                    || SCHEDULES.containsKey(name)
                    || PLATEAUS.containsKey(name));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void weightsAfterEachStepAreTorchs(String name) {
    OptimizerCase tested = OPTIMIZERS.get(name);
    double[] weights = doubles(GOLDEN.get("init"));
    ParameterLayout layout =
        ParameterLayout.builder().add("weights", Kind.WEIGHTS, weights.length, 1).build();
    Optimizer optimizer = new Optimizer(tested.rule().chain(layout));
    JsonNode expected = GOLDEN.get("cases").get(name);
    assertThat(expected).hasSize(GOLDEN.get("grads").size());
    for (int step = 0; step < expected.size(); step++) {
      double[] gradient = doubles(GOLDEN.get("grads").get(step));
      for (int i = 0; i < weights.length; i++) {
        gradient[i] += tested.coupledDecay() * weights[i];
      }
      optimizer.update(weights, gradient, 0.1);
      assertThat(weights)
          .as("step " + step)
          .containsExactly(doubles(expected.get(step)), within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void ratesAreTorchs(String name) {
    double[] expected = doubles(GOLDEN.get("cases").get(name));
    double[] rates = new double[expected.length];
    for (int k = 0; k < rates.length; k++) {
      rates[k] = SCHEDULES.get(name).build(1, 0).learningRate(k);
    }
    assertThat(rates).containsExactly(expected, within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("plateaus")
  void reductionsAreTorchs(String name) {
    PlateauCase tested = PLATEAUS.get(name);
    ReduceOnPlateau plateau =
        new ReduceOnPlateau(
            ReduceOnPlateau.Mode.LOWER_IS_BETTER,
            new PlateauSettings(
                0.5,
                tested.patience(),
                1e-4,
                ThresholdMode.PYTORCH_RELATIVE,
                tested.cooldown(),
                0));
    double[] expected = doubles(GOLDEN.get("cases").get(name));
    double[] rates = new double[expected.length];
    for (int i = 0; i < rates.length; i++) {
      plateau.observe(tested.metrics()[i]);
      rates[i] = plateau.apply(1);
    }
    assertThat(rates).containsExactly(expected, within(TOLERANCE));
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }
}
