package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.LabelContrast;
import io.sparksgd.input.blocks.PartitionCounts;
import io.sparksgd.math.CounterRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelContrastTest {
  /** Counts of rows in equal partitions whose labels these are. */
  private static PartitionCounts[] counts(int rows, int partitions, IntToDoubleFunction label) {
    Targets targets = new Targets(rows, partitions);
    PartitionCounts[] counts = new PartitionCounts[partitions];
    for (int p = 0; p < partitions; p++) {
      BlockBuilder builder = new BlockBuilder();
      for (long row = targets.firstRow(p); row < targets.firstRow(p + 1); row++) {
        builder.startRow(label.applyAsDouble((int) row), 1).feature(0, 1);
      }
      RowBlock[] blocks = builder.rows() == 0 ? new RowBlock[0] : new RowBlock[] {builder.build()};
      counts[p] = new PartitionCounts(new BlockPartition(blocks));
    }
    return counts;
  }

  @ParameterizedTest
  @CsvSource({"60, 2", "60, 8", "200, 4", "5000, 8", "5000, 100"})
  void sortedClassesDiffer(int rows, int partitions) {
    assertThat(LabelContrast.of(counts(rows, partitions, row -> row < 0.6 * rows ? 0 : 1)))
        .hasValueSatisfying(
            contrast -> {
              assertThat(Math.abs(contrast.partitionMean() - contrast.mean())).isGreaterThan(0.39);
              assertThat(contrast.mean()).isBetween(0.39, 0.41);
            });
  }

  @Test
  void fewPositivesInOnePartitionDiffer() {
    assertThat(LabelContrast.of(counts(50_000, 8, row -> row < 49_750 ? 0 : 1)))
        .hasValueSatisfying(contrast -> assertThat(contrast.partition()).isEqualTo(7));
  }

  @Test
  void sortedNumbersDiffer() {
    assertThat(LabelContrast.of(counts(1000, 4, row -> 1e9 + row))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "10, 2", "30, 8", "60, 60", "400, 8", "20000, 8", "20000, 200"})
  void shuffledRowsDoNot(int rows, int partitions) {
    for (long seed = 0; seed < 200_000 / rows; seed++) {
      long of = seed;
      assertThat(
              LabelContrast.of(counts(rows, partitions, row -> CounterRandom.bits(of, 1, row) & 1)))
          .isEmpty();
    }
  }

  @Test
  void aFewHugeLabelsDoNot() {
    for (long seed = 0; seed < 50; seed++) {
      long of = seed;
      assertThat(
              LabelContrast.of(
                  counts(
                      2000,
                      20,
                      row ->
                          Math.exp(3 * CounterRandom.gaussian(of, 1, row)) + (row == 3 ? 1e9 : 0))))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "0.1", "1000000000.1", "NaN"})
  void labelsThatAreAllEqualDoNot(double label) {
    assertThat(LabelContrast.of(counts(1000, 7, row -> label))).isEmpty();
  }

  @Test
  void aSlightDriftOfManyRowsDoesNot() {
    assertThat(
            LabelContrast.of(
                counts(100_000, 8, row -> row % 2 + 0.1 * Math.floor(row / 12_500.0) / 8)))
        .isEmpty();
  }
}
