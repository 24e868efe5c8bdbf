package io.sparksgd.input.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.input.Targets;
import io.sparksgd.input.format.SegmentCounts;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows by validation and by target partition. */
class RowChoiceTest {
  private static SegmentCounts segment(long rows) {
    SegmentCounts segment = new SegmentCounts("", 0, 0);
    segment.rows = rows;
    return segment;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 42, -7})
  void drawnAndOtherRowsAreAllRowsAndTheShareIsTheFraction(long seed) {
    int rows = 20_000;
    DrawnRows validation = DrawnRows.validation(0.3, seed, rows);
    DrawnRows train = validation.others();
    long drawn = validation.count(0, segment(rows));
    assertThat(drawn + train.count(0, segment(rows))).isEqualTo(rows);
    // Six standard deviations of a binomial.
    assertThat((double) drawn / rows).isBetween(0.3 - 0.0195, 0.3 + 0.0195);
    for (int row = 0; row < 100; row++) {
      assertThat(validation.takes(row, false)).isNotEqualTo(train.takes(row, false));
    }
  }

  @Test
  void countOfSplitsIsTheCountOfTheWhole() {
    DrawnRows rows = DrawnRows.validation(0.5, 3, 100);
    assertThat(rows.count(0, segment(40)) + rows.count(40, segment(60)))
        .isEqualTo(rows.count(0, segment(100)));
  }

  @Test
  void tinyFractionsOfFewRowsChooseDifferentRowsForDifferentSeeds() {
    Set<Integer> chosen = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      DrawnRows rows = DrawnRows.validation(1e-12, seed, 10);
      assertThat(rows.count(0, segment(10))).isEqualTo(1);
      for (int row = 0; row < 10; row++) {
        if (rows.takes(row, false)) {
          chosen.add(row);
        }
      }
    }
    assertThat(chosen).hasSizeGreaterThan(5);
  }

  @Test
  void hugeFractionsLeaveOneRow() {
    DrawnRows rows = DrawnRows.validation(1 - 1e-12, 5, 10);
    assertThat(rows.others().count(0, segment(10))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"10,3", "9,3", "2,5", "0,4", "1,1", "1000,7"})
  void targetsAreContiguousAndEqual(long rows, int partitions) {
    Targets targets = new Targets(rows, partitions);
    assertThat(targets.firstRow(0)).isZero();
    assertThat(targets.firstRow(partitions)).isEqualTo(rows);
    for (int p = 0; p < partitions; p++) {
      long size = targets.firstRow(p + 1) - targets.firstRow(p);
      assertThat(size).isBetween(rows / partitions, rows / partitions + 1);
      for (long row = targets.firstRow(p); row < targets.firstRow(p + 1); row++) {
        assertThat(targets.partitionOf(row)).isEqualTo(p);
      }
    }
  }
}
