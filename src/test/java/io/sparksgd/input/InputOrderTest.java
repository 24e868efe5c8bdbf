package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.input.scan.DrawnRows;
import io.sparksgd.testkit.Blocks;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputOrderTest {
  private static final int ROWS = 1000;
  private static final ValidationSource NONE = new ValidationSource.None();

  @TempDir Path dir;

  /** A session of its own with other settings of splits, on the shared context. */
  private static SparkSession session(long maxPartitionBytes, long openCostInBytes) {
    SparkSession session = SharedSpark.session().newSession();
    session.conf().set("spark.sql.files.maxPartitionBytes", maxPartitionBytes);
    session.conf().set("spark.sql.files.openCostInBytes", openCostInBytes);
    return session;
  }

  private static String line(int row) {
    return row + " 1:" + (row + 1) + " " + (2 + row % 7) + ":1\n";
  }

  private static List<String> expected() {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      rows.add(row + "*1 0:" + (row + 1) + " " + (1 + row % 7) + ":1");
    }
    return rows;
  }

  /** Files that end at these rows; names are in the order of the rows, sizes are not. */
  private void writeFiles(int... ends) throws IOException {
    int row = 0;
    for (int f = 0; f < ends.length; f++) {
      StringBuilder text = new StringBuilder();
      for (; row < ends[f]; row++) {
        text.append(line(row));
      }
      Files.writeString(dir.resolve("part-" + f + ".libsvm"), text);
    }
  }

  private TrainingInput read(SparkSession session, int partitions, ValidationSource validation)
      throws InputException {
    return TrainingReader.read(
        session,
        List.of(dir.toString()),
        validation,
        InputOptions.of(Format.LIBSVM, LabelRule.NUMBER).partitions(partitions).build());
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 1000000", // one partition reads all
    "1000000, 0",
    "3000, 0", // files are split
    "700, 100",
    "101, 0" // splits of a few lines
  })
  void rowsKeepTheOrderOfTheSourceWhateverTheSplits(long maxPartitionBytes, long openCost)
      throws Exception {
    writeFiles(10, 700, 701, ROWS);
    try (TrainingInput input = read(session(maxPartitionBytes, openCost), 3, NONE)) {
      assertThat(Blocks.rows(input.train())).isEqualTo(expected());
      assertThat(Blocks.partitionRows(input.train())).containsExactly(334, 333, 333);
      assertThat(Blocks.layout(input.train()))
          .containsExactly(
              "334 334x8SparseFloats", "333 333x8SparseFloats", "333 333x8SparseFloats");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void numberOfFilesMakesNoDifference(int files) throws Exception {
    int[] ends = new int[files];
    for (int f = 0; f < files; f++) {
      // Later files are smaller, then larger.
      ends[f] = f == files - 1 ? ROWS : 600 + 17 * f * f;
    }
    writeFiles(ends);
    try (TrainingInput input = read(session(2000, 0), 4, NONE)) {
      assertThat(Blocks.rows(input.train())).isEqualTo(expected());
      assertThat(Blocks.partitionRows(input.train())).containsExactly(250, 250, 250, 250);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000, 1003})
  void partitionsAreContiguousAndEqual(int partitions) throws Exception {
    writeFiles(123, ROWS);
    try (TrainingInput input = read(session(5000, 0), partitions, NONE)) {
      assertThat(input.train().partitions()).isEqualTo(partitions);
      assertThat(Blocks.rows(input.train())).isEqualTo(expected());
      List<Integer> rows = Blocks.partitionRows(input.train());
      assertThat(rows).allMatch(n -> n == ROWS / partitions || n == ROWS / partitions + 1);
      assertThat(input.train().firstRow(partitions)).isEqualTo(ROWS);
    }
  }

  @Test
  void defaultIsOnePartitionACoreButNotMoreThanRows() throws Exception {
    writeFiles(ROWS);
    InputOptions options = InputOptions.of(Format.LIBSVM, LabelRule.NUMBER).build();
    try (TrainingInput input =
        TrainingReader.read(SharedSpark.session(), List.of(dir.toString()), NONE, options)) {
      assertThat(input.train().partitions()).isEqualTo(2);
    }
    Files.writeString(dir.resolve("part-0.libsvm"), "1 1:1\n");
    try (TrainingInput input =
        TrainingReader.read(SharedSpark.session(), List.of(dir.toString()), NONE, options)) {
      assertThat(input.train().partitions()).isEqualTo(1);
    }
  }

  @Test
  void splitsThatFitAreNotShuffled() throws Exception {
    writeFiles(500, ROWS);
    // Spark reads the largest file first: that makes the first partition of the first file.
    Files.writeString(
        dir.resolve("part-0.libsvm"),
        "# " + "x".repeat(20_000) + "\n" + Files.readString(dir.resolve("part-0.libsvm")));
    SparkSession session = session(1 << 20, 1 << 20);
    try (TrainingInput fitting = read(session, 2, NONE);
        TrainingInput other = read(session, 3, NONE)) {
      assertThat(fitting.train().rdd().toDebugString()).doesNotContain("ShuffledRDD");
      assertThat(other.train().rdd().toDebugString()).contains("ShuffledRDD");
      assertThat(Blocks.rows(fitting.train())).isEqualTo(expected());
      assertThat(Blocks.rows(other.train())).isEqualTo(expected());
      assertThat(Blocks.partitionRows(fitting.train())).containsExactly(500, 500);
    }
  }

  @Test
  void blocksAreBounded() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 9000; row++) {
      text.append("1 1:1 900:1\n");
    }
    Files.writeString(dir.resolve("many.libsvm"), text);
    try (TrainingInput input = read(session(1 << 20, 0), 2, NONE)) {
      assertThat(Blocks.layout(input.train()))
          .containsExactly(
              "4500 4096x900SparseOnes 404x900SparseOnes",
              "4500 4096x900SparseOnes 404x900SparseOnes");
    }
  }

  @ParameterizedTest
  @CsvSource({"1000000, 1000000", "700, 100"})
  void fractionDependsOnSeedAndRowOnly(long maxPartitionBytes, long openCost) throws Exception {
    writeFiles(10, 700, 701, ROWS);
    SparkSession session = session(maxPartitionBytes, openCost);
    List<String> validation = new ArrayList<>();
    List<String> train = new ArrayList<>();
    DrawnRows drawn = DrawnRows.validation(0.2, 7, ROWS);
    for (int row = 0; row < ROWS; row++) {
      (drawn.takes(row, false) ? validation : train).add(expected().get(row));
    }
    assertThat(validation.size()).isBetween(150, 250);
    try (TrainingInput input = read(session, 3, new ValidationSource.Fraction(0.2, 7))) {
      assertThat(Blocks.rows(input.train())).isEqualTo(train);
      assertThat(Blocks.rows(input.validation().orElseThrow())).isEqualTo(validation);
      assertThat(input.train().partitions()).isEqualTo(3);
      assertThat(input.validation().orElseThrow().partitions()).isEqualTo(3);
    }
    try (TrainingInput input = read(session, 3, new ValidationSource.Fraction(0.2, 8))) {
      assertThat(Blocks.rows(input.validation().orElseThrow())).isNotEqualTo(validation);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.5, 1 - 1e-9})
  void fractionLeavesRowsOnBothSides(double fraction) throws Exception {
    Files.writeString(dir.resolve("two.libsvm"), "1 1:1\n2 1:1\n");
    for (long seed = 0; seed < 3; seed++) {
      try (TrainingInput input =
          read(SharedSpark.session(), 1, new ValidationSource.Fraction(fraction, seed))) {
        assertThat(input.train().rows()).isEqualTo(1);
        assertThat(input.validation().orElseThrow().rows()).isEqualTo(1);
      }
    }
  }
}
