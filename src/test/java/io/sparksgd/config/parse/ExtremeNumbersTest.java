package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.JobConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/**
 * The records of the other rooms reject what is out of range by an exception of their own: the
 * parsers' ranges may not be wider than theirs.
 */
class ExtremeNumbersTest {
  private static final List<String> VALUES =
      List.of(
          "-1",
          "-0.0",
          "0",
          "4.9e-324",
          "1e-310",
          "0.5",
          "0.9999999999999999",
          "1",
          "1.0000000000000002",
          "16777216",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "1.7976931348623157e308");

  private static final List<String> RULES =
      List.of(
          "kind: sgd, learning-rate, clip-norm, clip-value, average-decay",
          "kind: momentum, momentum, dampening",
          "kind: nesterov, momentum",
          "kind: adam, beta1, beta2, epsilon",
          "kind: amsgrad, beta1, beta2, epsilon",
          "kind: adamw, beta1, beta2, epsilon, weight-decay",
          "kind: adagrad, initial-accumulator, epsilon",
          "kind: rmsprop, decay, epsilon, momentum",
          "kind: lars, momentum, weight-decay, trust-coefficient, epsilon",
          "kind: lamb, beta1, beta2, epsilon, weight-decay",
          "kind: lion, beta1, beta2, weight-decay",
          "kind: ftrl, beta, l1, l2");

  /** What a schedule cannot do without is before the bar. */
  private static final List<String> SCHEDULES =
      List.of(
          "kind: constant | warmup-steps",
          "kind: constant, warmup-steps: 3 | warmup-start-factor",
          "kind: step, every: 3 | factor",
          "kind: step | every",
          "kind: exponential | factor",
          "kind: inverse-time | rate",
          "kind: inverse-sqrt | timescale",
          "kind: polynomial | steps, power, minimum",
          "kind: cosine | steps, minimum",
          "kind: cosine-restarts | steps",
          "kind: cosine-restarts, steps: 3 | multiplier, minimum",
          "kind: one-cycle | steps, warmup-fraction, initial-divisor, final-divisor",
          "kind: plateau | factor, patience, threshold, cooldown, minimum");

  static Stream<Arguments> groupsAndKeys() {
    List<Arguments> all = new ArrayList<>();
    for (String rule : RULES) {
      String[] words = rule.split(", ");
      for (int i = 1; i < words.length; i++) {
        all.add(Arguments.of("optimizer", words[0] + ", ", words[i]));
      }
    }
    for (String schedule : SCHEDULES) {
      String[] sides = schedule.split(" \\| ");
      for (String key : sides[1].split(", ")) {
        all.add(Arguments.of("schedule", sides[0] + ", ", key));
      }
    }
    all.add(Arguments.of("model", "kind: huber, ", "delta"));
    all.add(Arguments.of("model", "kind: quantile, ", "quantile"));
    all.add(Arguments.of("model", "kind: softmax, ", "classes"));
    for (String key : List.of("size", "fraction", "accumulation-steps")) {
      all.add(Arguments.of("batch", "", key));
    }
    all.add(Arguments.of("penalty", "", "l1"));
    all.add(Arguments.of("penalty", "", "l2"));
    for (String kindAndKey :
        List.of(
            "int8, bucket",
            "random-k, ratio",
            "top-k, ratio",
            "top-k, start-step",
            "threshold, threshold",
            "sign, snapshot-every",
            "power-sgd, rank")) {
      String[] words = kindAndKey.split(", ");
      all.add(Arguments.of("compression", "kind: " + words[0] + ", ", words[1]));
    }
    all.add(Arguments.of("scaling", "rule: sqrt, ", "reference-batch-size"));
    for (String key : List.of("epochs", "steps", "minutes")) {
      all.add(Arguments.of("stop", "", key));
    }
    all.add(Arguments.of("evaluate", "", "every-steps"));
    all.add(Arguments.of("evaluate", "", "every-epochs"));
    all.add(Arguments.of("data", "train: a.svm, validation: b.svm, ", "num-features"));
    all.add(Arguments.of("data", "train: a.svm, validation: b.svm, ", "partitions"));
    all.add(Arguments.of("data", "train: a.svm, ", "validation-fraction"));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("groupsAndKeys")
  void anExtremeNumberIsAnErrorOfItsKeyOrComesBackFromTheMap(
      String group, String before, String key) throws ConfigException {
    int jobs = 0;
    int errors = 0;
    for (String value : VALUES) {
      StringBuilder yaml = new StringBuilder("output: out\n");
      if (!group.equals("data")) {
        yaml.append("data: {train: a.svm, validation: b.svm}\n");
      }
      if (!group.equals("model")) {
        yaml.append("model: {kind: linear}\n");
      }
      yaml.append(group + ": {" + before + key + ": " + value + "}\n");
      try {
        JobConfig job = JobParser.parse(yaml.toString(), "job.yaml", List.of());
        String map = new Dump(DumpSettings.builder().build()).dumpToString(JobParser.toMap(job));
        assertThat(JobParser.parse(map, "job.yaml", List.of())).isEqualTo(job);
        jobs++;
      } catch (ConfigException e) {
        assertThat(e.errors())
            .singleElement()
            .asString()
            .contains("Invalid " + group + "." + key + ": " + value + " (allowed: ");
        errors++;
      }
    }
    assertThat(jobs).as("numbers that are accepted").isPositive();
    assertThat(errors).as("numbers that are rejected").isPositive();
  }
}
