package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.testkit.Jobs;
import java.util.List;
import java.util.Map;
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
        "kind: sgd, momentum: 0.9 | momentum | momentum, nesterov, rmsprop, lars,"
            + " schedule-free-sgd",
        "kind: nesterov, dampening: 0.1 | dampening | momentum",
        "kind: sgd, beta1: 0.9 | beta1 | adam, amsgrad, adamw, lamb, lion, prodigy,"
            + " schedule-free-adamw",
        "kind: ftrl, beta2: 0.9 | beta2 | adam, amsgrad, adamw, lamb, lion, prodigy,"
            + " schedule-free-adamw",
        "kind: lion, epsilon: 0.9 | epsilon | adam, amsgrad, adamw, adagrad, rmsprop, lars, lamb,"
            + " cocob, dowg, prodigy, schedule-free-adamw",
        "kind: adam, weight-decay: 0 | weight-decay | adamw, lars, lamb, lion, adafactor,"
            + " prodigy, schedule-free-sgd, schedule-free-adamw; see penalty.l2",
        "kind: adam, alpha: 7 | alpha | cocob",
        "kind: cocob, initial-distance: 1 | initial-distance | dowg, prodigy",
        "kind: dowg, distance-coefficient: 1 | distance-coefficient | prodigy",
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
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer: {kind: cocob, learning-rate: 1} | optimizer.learning-rate: it has no effect"
            + " here (the rule finds its own step size)",
        "optimizer: {kind: dowg, learning-rate: 1} | optimizer.learning-rate: it has no effect"
            + " here (the rule finds its own step size)",
        "{optimizer: {kind: dowg}, scaling: {rule: sqrt, reference-batch-size: 9}} | scaling.rule:"
            + " sqrt with optimizer.kind dowg (allowed: none; it has no learning rate)",
        "{optimizer: {kind: cocob}, schedule: {kind: cosine}} | schedule: kind cosine with"
            + " optimizer.kind cocob (allowed: kind constant without warmup; it has no learning"
            + " rate)",
        "{optimizer: {kind: cocob}, schedule: {warmup-steps: 9}} | schedule: warmup-steps 9 with"
            + " optimizer.kind cocob (allowed: kind constant without warmup; it has no learning"
            + " rate)",
        "{optimizer: {kind: cocob}, guard: {on-divergence: roll-back}} | guard.on-divergence:"
            + " roll-back with optimizer.kind cocob (allowed: fail, skip; it has no learning rate"
            + " to reduce)",
        "{optimizer: {kind: schedule-free-sgd}, schedule: {kind: cosine, warmup-steps: 3}} |"
            + " schedule: kind cosine with optimizer.kind schedule-free-sgd (allowed: kind"
            + " constant, with or without warmup-steps; its average takes the place of a schedule)",
        "{optimizer: {kind: prodigy}, penalty: {l1: 0.5}} | penalty.l1: 0.5 with optimizer.kind"
            + " prodigy (allowed: 0; the proximal step of L1 needs the step size, which this rule"
            + " does not tell)",
        "{optimizer: {kind: schedule-free-adamw, average-decay: 0.9}} | optimizer.average-decay:"
            + " 0.9 with optimizer.kind schedule-free-adamw (allowed: none; the rule keeps an"
            + " average of its own)",
        "{optimizer: {kind: cocob}, synchronize: {local-steps: 2, local-state: keep}} |"
            + " synchronize.local-state: keep with optimizer.kind cocob (allowed: average; the"
            + " memory of the rule says where the weights are)",
        "{optimizer: {kind: prodigy}, synchronize: {local-steps: 2, local-state: reset}} |"
            + " synchronize.local-state: reset with optimizer.kind prodigy (allowed: average, keep;"
            + " the rule learns its step size over many steps)",
        "{optimizer: {kind: schedule-free-sgd}, synchronize: {local-steps: 2, outer: {kind:"
            + " nesterov}}} | synchronize.outer: nesterov with learning-rate 0.7 with"
            + " optimizer.kind schedule-free-sgd (allowed: sgd with learning-rate 1; the memory of"
            + " the rule says where the weights are)",
      })
  void whatARuleCannotHaveIsAnError(String yaml, String error) {
    String groups = yaml.startsWith("{") ? yaml.substring(1, yaml.length() - 1) : yaml;
    assertThat(Jobs.errorsWith(groups.replaceAll("}, (?=[a-z]+: \\{[a-z0-9-]+:)", "}\n")))
        .hasSize(1)
        .first()
        .asString()
        .endsWith(": Invalid " + error);
  }

  @Test
  void aRuleWithoutARateIsWrittenWithoutOne() {
    JobConfig job = Jobs.with("optimizer: {kind: cocob, alpha: 50}");
    assertThat(JobParser.toMap(job).get("optimizer"))
        .isEqualTo(Map.of("kind", "cocob", "alpha", 50.0, "epsilon", 1e-8));
    assertThat(Jobs.with("optimizer: {kind: schedule-free-sgd}").optimizer().learningRate())
        .isEqualTo(1);
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
