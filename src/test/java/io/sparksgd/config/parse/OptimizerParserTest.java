package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.testkit.Jobs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerParserTest {

  /** Kind, its default learning rate, its default rule. */
  static List<Arguments> defaults() {
    return List.of(
        Arguments.of("sgd", 0.001, new UpdateRule.Sgd()),
        Arguments.of("momentum", 0.001, new UpdateRule.Momentum(0.9, 0)),
        Arguments.of("nesterov", 0.001, new UpdateRule.Nesterov(0.9)),
        Arguments.of("adam", 0.001, new UpdateRule.Adam(0.9, 0.999, 1e-8)),
        Arguments.of("amsgrad", 0.001, new UpdateRule.AmsGrad(0.9, 0.999, 1e-8)),
        Arguments.of("adamw", 0.001, new UpdateRule.AdamW(0.9, 0.999, 1e-8, 0.01)),
        Arguments.of("adagrad", 0.01, new UpdateRule.AdaGrad(0, 1e-10)),
        Arguments.of("rmsprop", 0.01, new UpdateRule.RmsProp(0.99, 1e-8, 0)),
        Arguments.of("lars", 0.1, new UpdateRule.Lars(0.9, 0, 0.001, 1e-8)),
        Arguments.of("lamb", 0.001, new UpdateRule.Lamb(0.9, 0.999, 1e-6, 0.01)),
        Arguments.of("lion", 0.0001, new UpdateRule.Lion(0.9, 0.99, 0)),
        Arguments.of("ftrl", 0.1, new UpdateRule.Ftrl(1, 0, 0)));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void everyKindHasDefaults(String kind, double learningRate, UpdateRule rule) {
    OptimizerConfig optimizer = Jobs.with("optimizer: {kind: " + kind + "}").optimizer();

    assertThat(optimizer.rule()).isEqualTo(rule);
    assertThat(optimizer.learningRate()).isEqualTo(learningRate);
  }

  /** Every key of every kind, with values that are not the defaults. */
  static List<Arguments> settings() {
    return List.of(
        Arguments.of(
            "kind: momentum, momentum: 0.1, dampening: 0.2", new UpdateRule.Momentum(0.1, 0.2)),
        Arguments.of("kind: nesterov, momentum: 0.1", new UpdateRule.Nesterov(0.1)),
        Arguments.of(
            "kind: adam, beta1: 0.1, beta2: 0.2, epsilon: 0.3", new UpdateRule.Adam(0.1, 0.2, 0.3)),
        Arguments.of(
            "kind: amsgrad, beta1: 0.1, beta2: 0.2, epsilon: 0.3",
            new UpdateRule.AmsGrad(0.1, 0.2, 0.3)),
        Arguments.of(
            "kind: adamw, beta1: 0.1, beta2: 0.2, epsilon: 0.3, weight-decay: 0.4",
            new UpdateRule.AdamW(0.1, 0.2, 0.3, 0.4)),
        Arguments.of(
            "kind: adagrad, initial-accumulator: 0.1, epsilon: 0.2",
            new UpdateRule.AdaGrad(0.1, 0.2)),
        Arguments.of(
            "kind: rmsprop, decay: 0.1, epsilon: 0.2, momentum: 0.3",
            new UpdateRule.RmsProp(0.1, 0.2, 0.3)),
        Arguments.of(
            "kind: lars, momentum: 0.1, weight-decay: 0.2, trust-coefficient: 0.3, epsilon: 0",
            new UpdateRule.Lars(0.1, 0.2, 0.3, 0)),
        Arguments.of(
            "kind: lamb, beta1: 0.1, beta2: 0.2, epsilon: 0.3, weight-decay: 0.4",
            new UpdateRule.Lamb(0.1, 0.2, 0.3, 0.4)),
        Arguments.of(
            "kind: lion, beta1: 0.1, beta2: 0.2, weight-decay: 0.3",
            new UpdateRule.Lion(0.1, 0.2, 0.3)),
        Arguments.of(
            "kind: ftrl, beta: 0.1, l1: 0.2, l2: 0.3", new UpdateRule.Ftrl(0.1, 0.2, 0.3)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everyKeyReachesItsRule(String yaml, UpdateRule rule) {
    assertThat(Jobs.with("optimizer: {" + yaml + "}").optimizer().rule()).isEqualTo(rule);
  }

  @Test
  void clippingAndAveragingAreOffUnlessGiven() {
    OptimizerConfig off = Jobs.with("optimizer: {kind: sgd}").optimizer();
    OptimizerConfig on =
        Jobs.with("optimizer: {clip-norm: 1, clip-value: 2, average-decay: 0.5}").optimizer();

    assertThat(off.clipNorm()).isEmpty();
    assertThat(off.clipValue()).isEmpty();
    assertThat(off.averageDecay()).isEmpty();
    assertThat(on.clipNorm()).hasValue(1);
    assertThat(on.clipValue()).hasValue(2);
    assertThat(on.averageDecay()).hasValue(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: sgd, momentum: 0.9 | momentum | momentum, nesterov, rmsprop, lars",
        "kind: nesterov, dampening: 0.1 | dampening | momentum",
        "kind: sgd, beta1: 0.9 | beta1 | adam, amsgrad, adamw, lamb, lion",
        "kind: ftrl, beta2: 0.9 | beta2 | adam, amsgrad, adamw, lamb, lion",
        "kind: lion, epsilon: 0.9 | epsilon | adam, amsgrad, adamw, adagrad, rmsprop, lars, lamb",
        "kind: adam, weight-decay: 0 | weight-decay | adamw, lars, lamb, lion, adafactor; see"
            + " penalty.l2",
        "kind: adagrad, decay: 0.9 | decay | rmsprop",
        "kind: adam, initial-accumulator: 1 | initial-accumulator | adagrad",
        "kind: lamb, trust-coefficient: 1 | trust-coefficient | lars",
        "kind: lion, beta: 1 | beta | ftrl",
        "kind: sgd, l1: 1 | l1 | ftrl; see penalty.l1",
        "kind: sgd, l2: 1 | l2 | ftrl; see penalty.l2",
      })
  void keysThatTheKindDoesNotReadAreErrors(String yaml, String key, String kinds) {
    assertThat(Jobs.errorsWith("optimizer: {" + yaml + "}"))
        .containsExactly(
            "job.yaml:4: Invalid optimizer."
                + key
                + ": it has no effect here (only with optimizer.kind: "
                + kinds
                + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learning-rate: 0",
        "learning-rate: -0.1",
        "clip-norm: 0",
        "clip-value: 0",
        "average-decay: 1",
        "average-decay: -0.1",
        "beta1: 1",
        "beta2: -0.1",
        "epsilon: 0"
      })
  void numbersOutOfRangeAreErrors(String setting) {
    assertThat(Jobs.errorsWith("optimizer: {kind: adam, " + setting + "}"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("job.yaml:4: Invalid optimizer." + setting + " (allowed: a number ");
  }
}
