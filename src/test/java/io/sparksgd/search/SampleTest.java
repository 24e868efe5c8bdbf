package io.sparksgd.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static List<Integer> features(RowBlock rows) {
    List<Integer> features = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      rows.forEach(row, (index, value) -> features.add(index));
    }
    return features;
  }

  @Test
  void theRowsAndTheirOrderDependOnTheSeedOnly() {
    RowBlock all = TestRuns.oneHotRows(500);
    try (BlockSet one = SharedSpark.blocks(all, 500);
        BlockSet three = SharedSpark.blocks(all, 100, 0, 400)) {
      List<Integer> sample = features(Sample.of(one, 200, 7));

      assertThat(features(Sample.of(three, 200, 7))).isEqualTo(sample);
      assertThat(new HashSet<>(sample)).hasSize(200);
      assertThat(sample).isNotEqualTo(sample.stream().sorted().toList());
      assertThat(features(Sample.of(one, 200, 8))).isNotEqualTo(sample);
      assertThat(features(Sample.of(one, 100, 7))).isEqualTo(sample.subList(0, 100));
      assertThat(Sample.of(three, 1000, 7).rows()).isEqualTo(500);
    }
  }
}
