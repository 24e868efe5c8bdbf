package io.sparksgd.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules without a rate beside trajectories that golden/rate-free-rules.py computes from the papers'
 * formulas.
 */
class RateFreeRulesTest {
  private static final int STEPS = 30;
  private static final double TOLERANCE = 1e-12;

  /** A rule, and its rate in the step k = 0, 1, ... */
  private record Setting(String name, UpdateRule rule, double rate, int warmup) {
    double at(int k) {
      return k < warmup ? rate * k / warmup : rate;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Setting of(String name, UpdateRule rule, double rate, int warmup) {
    return new Setting(name, rule, rate, warmup);
  }

  static Stream<Setting> settings() {
    return Stream.of(
        of("cocob", new Cocob(100, 1e-8), 1, 0),
        of("cocob alpha 4", new Cocob(4, 0.5), 1, 0),
        of("dowg", new DoWg(0.01, 1e-4), 1, 0),
        of("dowg paper", new DoWg(0.3, 0), 1, 0),
        of("prodigy", new Prodigy(0.9, 0.999, 1e-8, 0, 1e-6, 1), 1, 0),
        of("prodigy decay", new Prodigy(0.8, 0.98, 1e-3, 0.1, 0.01, 2), 0.5, 0),
        of("schedule-free-sgd", new ScheduleFree.ScheduleFreeSgd(0.9, 0), 0.1, 0),
        of("schedule-free-sgd warmup", new ScheduleFree.ScheduleFreeSgd(0.8, 0.05), 0.15, 5),
        of(
            "schedule-free-adamw",
            new ScheduleFree.ScheduleFreeAdamW(0.9, 0.999, 1e-8, 0),
            0.0025,
            0),
        of(
            "schedule-free-adamw warmup",
            new ScheduleFree.ScheduleFreeAdamW(0.95, 0.9, 1e-4, 0.1),
            0.3,
            5));
  }

  private enum Problem {
    /** {@code sum of c (w - t)^2 / 2}. */
    QUADRATIC(0.5, 0, -1, 0.25) {
      @Override
      double[] gradient(double[] w) {
        double[] c = {1, 10, 0.1, 3};
        double[] t = {1, -2, 0.5, 3};
        double[] g = new double[4];
        for (int i = 0; i < 4; i++) {
          g[i] = c[i] * (w[i] - t[i]);
        }
        return g;
      }
    },
    /** The mean logistic loss of six rows, with a bias. */
    LOGISTIC(0, 0, 0, 0) {
      @Override
      double[] gradient(double[] w) {
        double[][] rows = {
          {1, 0.5, -1},
          {-0.5, 2, 0.25},
          {0.75, -1.5, 1},
          {2, 1, 0.5},
          {-1, -0.25, -2},
          {0.1, 0.2, 0.3}
        };
        double[] labels = {1, 0, 1, 1, 0, 0};
        double[] g = new double[4];
        for (int r = 0; r < rows.length; r++) {
          double margin = w[3];
          for (int i = 0; i < 3; i++) {
            margin += rows[r][i] * w[i];
          }
          double residual = (1 / (1 + Math.exp(-margin)) - labels[r]) / rows.length;
          for (int i = 0; i < 3; i++) {
            g[i] += residual * rows[r][i];
          }
          g[3] += residual;
        }
        return g;
      }
    };

    final double[] start;

    Problem(double... start) {
      this.start = start;
    }

    abstract double[] gradient(double[] w);
  }

  /** Updated and evaluated weights by rule, problem and step. */
  private static Map<String, double[]> golden() throws IOException {
    Map<String, double[]> golden = new HashMap<>();
    try (InputStream in =
        RateFreeRulesTest.class.getResourceAsStream("/golden/rate-free-rules.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().skip(1).toList()) {
        List<String> cells = List.of(line.split(",", -1));
        golden.put(
            String.join(",", cells.subList(0, 3)),
            cells.stream().skip(3).mapToDouble(Double::parseDouble).toArray());
      }
    }
    return golden;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void trajectoriesAreThoseOfThePapers(Setting setting) throws IOException {
    Map<String, double[]> golden = golden();
    int compared = 0;
    for (Problem problem : Problem.values()) {
      Optimizer optimizer = new Optimizer(setting.rule.chain(Quadratics.weightsAndBiases(3, 1)));
      double[] weights = problem.start.clone();
      for (int k = 0; k < STEPS; k++) {
        optimizer.update(weights, problem.gradient(weights), setting.at(k));
        String key = setting.name + "," + problem.name().toLowerCase(java.util.Locale.ROOT);
        double[] expected = golden.get(key + "," + (k + 1));
        if (expected != null) {
          assertClose(weights, Arrays.copyOfRange(expected, 0, 4));
          assertClose(optimizer.evaluated(weights), Arrays.copyOfRange(expected, 4, 8));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(12);
  }

  private static void assertClose(double[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      double tolerance = TOLERANCE * Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  /** Rules without a learning rate move by nothing where there is no gradient. */
  @ParameterizedTest
  @MethodSource("settings")
  void aGradientOfZeroGivesFiniteWeights(Setting setting) {
    UpdateRule rule =
        setting.rule instanceof DoWg dowg ? new DoWg(dowg.initialDistance(), 0) : setting.rule;
    Optimizer optimizer = new Optimizer(rule.chain(Quadratics.weightsAndBiases(3, 1)));
    double[] weights = {0, 0, 0, 0};
    optimizer.update(weights, new double[4], setting.rate);
    assertThat(weights).containsExactly(0, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void cocobGoesOnAroundOtherWeights(Problem problem) {
    Optimizer optimizer = new Optimizer(new Cocob(100, 1e-8).chain(Quadratics.weights(4)));
    double[] weights = problem.start.clone();
    for (int k = 0; k < 10; k++) {
      optimizer.update(weights, problem.gradient(weights), 1);
    }
    double[] others = {5, -5, 4, 3};
    optimizer.continueAt(others);
    optimizer.update(others, new double[4], 1);
    assertThat(others).containsExactly(new double[] {5, -5, 4, 3}, within(1e-12));
  }

  @Test
  void theThreeSequencesOfScheduleFreeMeetWhereItGoesOn() {
    Optimizer optimizer =
        new Optimizer(new ScheduleFree.ScheduleFreeSgd(0.9, 0).chain(Quadratics.weights(2)));
    double[] weights = {1, 2};
    optimizer.update(weights, new double[] {3, 4}, 0.1);
    optimizer.update(weights, new double[] {3, 4}, 0.1);
    assertThat(optimizer.evaluated(weights)).isNotEqualTo(weights);
    double[] others = {7, 8};
    optimizer.continueAt(others);
    assertThat(optimizer.evaluated(others)).containsExactly(7, 8);
  }
}
