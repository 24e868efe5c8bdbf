package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.Jobs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes that no machine has room for are refused with the key, the value and what is allowed. */
class SizesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model: {kind: factorization-machine, factors: 2147483647} | model.factors | 16777216",
        "model: {kind: factorization-machine, factors: 16777217} | model.factors | 16777216",
        "model: {kind: mlp, hidden: [8, 2147483647]} | model.hidden | 16777216",
        "model: {kind: mlp, hidden: [16777216, 16777216]} | model.hidden | 2147483639",
        "model: {kind: softmax, classes: 2000000000} | model.classes | 16777216",
        "batch: {size: 4, accumulation-steps: 2147483647} | batch.accumulation-steps | 16777216",
        "compression: {kind: power-sgd, rank: 2147483647} | compression.rank | 16777216",
        "compression: {kind: int8, bucket: 2147483647} | compression.bucket | 16777216",
        "synchronize: {aggregation-depth: 2147483647} | synchronize.aggregation-depth | 20",
      })
  void tooLargeOnesAreRefused(String group, String key, int most) {
    String model = group.startsWith("model") ? "" : "model: {kind: linear}\n";
    String job = "data: {train: a.libsvm}\noutput: out\n" + model + group + "\n";

    assertThat(Jobs.errors(job))
        .singleElement()
        .asString()
        .contains("Invalid " + key + ": ")
        .contains(" to " + most);
  }
}
