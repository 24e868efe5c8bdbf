package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.BatchSize;
import io.sparksgd.config.JobConfig;
import io.sparksgd.testkit.Jobs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs of plain maps, and the judgement of single values. */
class KeyCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer.learning-rate | -1 | Invalid optimizer.learning-rate: -1.0 (allowed: a number"
            + " above 0)",
        "optimizer.dampening | 2 | Invalid optimizer.dampening: 2.0 (allowed: a number from 0 to"
            + " below 1)",
        "optimizer.beta | -1 | Invalid optimizer.beta: -1.0 (allowed: a number from 0)",
        "schedule.multiplier | 0.5 | Invalid schedule.multiplier: 0.5 (allowed: a whole number from"
            + " 1 to 2147483647)",
        "model.quantile | 1 | Invalid model.quantile: 1.0 (allowed: a number between 0 and 1)",
        "compression.ratio | 0 | Invalid compression.ratio: 0.0 (allowed: a number above 0, up to"
            + " 1)",
        "scaling.reference-batch-size | -2 | Invalid scaling.reference-batch-size: -2.0 (allowed: a"
            + " whole number from 1)",
      })
  void aValueThatNoKindAllowsIsAProblem(String key, double value, String problem) {
    assertThat(JobParser.problem(key, value)).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "optimizer.dampening, 0.5",
    "optimizer.beta, 3",
    "model.delta, 2",
    "schedule.power, 2",
    "compression.threshold, 0.1",
    "stop.target.value, -5",
    "optimizer.epsilon, 1e-300"
  })
  void aValueThatSomeKindAllowsIsNone(String key, double value) {
    assertThat(JobParser.problem(key, value)).isEmpty();
  }

  @Test
  void namesAreJudgedWithSuggestions() {
    assertThat(JobParser.problem("optimizer.kind", "adagrd"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .startsWith(
                        "Invalid optimizer.kind: adagrd (did you mean adagrad?) (allowed: sgd,"));
    assertThat(JobParser.problem("stop.early.metric", "rmse")).isEmpty();
    assertThat(JobParser.problem("stop.early.metric", "recall")).isPresent();
    assertThat(JobParser.problem("evaluate.metrics", List.of("loss", "auc"))).isEmpty();
    assertThat(JobParser.problem("evaluate.metrics", List.of("nothing"))).isPresent();
    assertThat(JobParser.problem("batch.sise", 5L))
        .hasValueSatisfying(problem -> assertThat(problem).startsWith("Unknown key batch.sise"));
  }

  @Test
  void aJobOfMapsIsTheJobOfItsText() throws ConfigException {
    JobConfig text =
        Jobs.parse(
            Jobs.LEAST + "name: n\nbatch: {size: 7}\nstop: {early: {patience: 2}}\nseed: -3\n");

    assertThat(JobParser.parse(JobParser.toMap(text), key -> "map", List.of())).isEqualTo(text);
    assertThat(
            JobParser.parse(JobParser.toMap(text), key -> "map", List.of("batch.size=9"))
                .batch()
                .size())
        .isEqualTo(new BatchSize.Rows(9));
  }

  @Test
  void errorsOfAMapSayWhereItsKeysComeFrom() {
    Map<String, Object> job =
        Map.of(
            "name", "n",
            "data", Map.of("train", "a.csv"),
            "model", Map.of("kind", "logistic"),
            "batch", Map.of("size", "7"),
            "output", "out");

    assertThatThrownBy(
            () ->
                JobParser.parse(
                    job, key -> key.equals("batch.size") ? "batchSize" : "?", List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("batchSize: Invalid batch.size: 7 (allowed: a whole number from 1)");
  }
}
