package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.data.BlockLimits;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.input.scan.DrawnRows;
import io.sparksgd.math.Permutation;
import io.sparksgd.testkit.Blocks;
import io.sparksgd.testkit.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are spread over the partitions by a seed. */
class SpreadRowsTest {
  private static final int ROWS = 1000;
  private static final long SEED = 7;
  private static final ValidationSource NONE = new ValidationSource.None();

  @TempDir private Path dir;

  private static SparkSession session(long maxPartitionBytes, long openCostInBytes) {
    SparkSession session = SharedSpark.session().newSession();
    session.conf().set("spark.sql.files.maxPartitionBytes", maxPartitionBytes);
    session.conf().set("spark.sql.files.openCostInBytes", openCostInBytes);
    return session;
  }

  private static InputOptions options(int partitions, long seed) {
    return InputOptions.of(Format.LIBSVM, LabelRule.NUMBER)
        .partitions(partitions)
        .spread(OptionalLong.of(seed))
        .dropBadRows()
        .build();
  }

  private void write(int... ends) throws Exception {
    int row = 0;
    for (int f = 0; f < ends.length; f++) {
      StringBuilder text = new StringBuilder();
      for (; row < ends[f]; row++) {
        text.append(row).append(" 1:").append(row + 1).append('\n');
      }
      Files.writeString(dir.resolve("part-" + f + ".libsvm"), text);
    }
  }

  private TrainingInput read(
      SparkSession session, int partitions, long seed, ValidationSource validation)
      throws InputException {
    return TrainingReader.read(
        session, List.of(dir.toString()), validation, options(partitions, seed));
  }

  private static String text(long row) {
    return row + "*1 0:" + (row + 1);
  }

  /** Row i of the source has the index that the permutation of the seed gives it. */
  private static List<String> expected(long seed, List<Integer> chosen) {
    String[] rows = new String[chosen.size()];
    Permutation order = new Permutation(rows.length, seed, 0x737072656164L);
    for (int i = 0; i < rows.length; i++) {
      rows[(int) order.apply(i)] = text(chosen.get(i));
    }
    return Arrays.asList(rows);
  }

  private static List<Integer> all() {
    return IntStream.range(0, ROWS).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"1000000, 1000000, 2", "1000000, 0, 3", "700, 100, 7", "101, 0, 100"})
  void orderFollowsFromTheSeedAloneWhateverSplitsAndPartitions(
      long maxPartitionBytes, long openCost, int partitions) throws Exception {
    write(10, 700, 701, ROWS);
    try (TrainingInput input = read(session(maxPartitionBytes, openCost), partitions, SEED, NONE)) {
      assertThat(Blocks.rows(input.train())).isEqualTo(expected(SEED, all()));
      assertThat(Blocks.partitionRows(input.train()))
          .allMatch(n -> n == ROWS / partitions || n == ROWS / partitions + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void numberOfFilesMakesNoDifference(int files) throws Exception {
    write(IntStream.rangeClosed(1, files).map(f -> f == files ? ROWS : 300 * f).toArray());
    try (TrainingInput input = read(session(2000, 0), 4, SEED, NONE)) {
      assertThat(Blocks.rows(input.train())).isEqualTo(expected(SEED, all()));
    }
  }

  @Test
  void anotherSeedIsAnotherOrderOfTheSameRows() throws Exception {
    write(ROWS);
    try (TrainingInput one = read(session(2000, 0), 4, 1, NONE);
        TrainingInput two = read(session(2000, 0), 4, 2, NONE)) {
      assertThat(Blocks.rows(one.train())).isNotEqualTo(Blocks.rows(two.train()));
      assertThat(Blocks.rows(one.train()))
          .containsExactlyInAnyOrderElementsOf(Blocks.rows(two.train()));
      assertThat(one.train().fingerprint()).isNotEqualTo(two.train().fingerprint());
    }
  }

  @Test
  void onePartitionKeepsTheOrderOfTheSource() throws Exception {
    write(10, ROWS);
    try (TrainingInput input = read(session(2000, 0), 1, SEED, NONE)) {
      assertThat(Blocks.rows(input.train()))
          .isEqualTo(all().stream().map(SpreadRowsTest::text).toList());
    }
  }

  @Test
  void morePartitionsThanRowsHoldEachRowOnce() throws Exception {
    write(5);
    try (TrainingInput input = read(session(20, 0), 9, SEED, NONE)) {
      assertThat(Blocks.partitionRows(input.train())).containsExactly(1, 1, 1, 1, 1, 0, 0, 0, 0);
      assertThat(Blocks.rows(input.train()))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 5).mapToObj(SpreadRowsTest::text).toList());
    }
  }

  @Test
  void validationRowsAreThoseOfContiguousPlacementInTheirOrder() throws Exception {
    write(10, 700, ROWS);
    DrawnRows drawn = DrawnRows.validation(0.2, SEED, ROWS);
    List<Integer> train = all().stream().filter(row -> !drawn.takes(row, false)).toList();
    try (TrainingInput input =
        read(session(700, 0), 3, SEED, new ValidationSource.Fraction(0.2, SEED))) {
      assertThat(Blocks.rows(input.train())).isEqualTo(expected(SEED, train));
      assertThat(Blocks.rows(input.validation().orElseThrow()))
          .isEqualTo(
              all().stream()
                  .filter(row -> drawn.takes(row, false))
                  .map(SpreadRowsTest::text)
                  .toList());
    }
  }

  @Test
  void badRowsTakeNoPlace() throws Exception {
    write(700, ROWS);
    Path file = dir.resolve("part-1.libsvm");
    Files.writeString(file, "this is no row\n" + Files.readString(file) + "1 x:2\n");
    try (TrainingInput input = read(session(700, 0), 3, SEED, NONE)) {
      assertThat(input.badRows()).isEqualTo(2);
      assertThat(Blocks.rows(input.train())).isEqualTo(expected(SEED, all()));
    }
  }

  @Test
  void rowsOfADataFrameAreSpreadInTheOrderOfItsPartitions() throws Exception {
    Dataset<Row> rows =
        SharedSpark.session()
            .range(0, ROWS, 1, 5)
            .selectExpr("double(id) AS label", "double(id + 1) AS x");
    InputOptions options =
        InputOptions.of(Format.PARQUET, LabelRule.NUMBER)
            .features("x")
            .partitions(4)
            .spread(OptionalLong.of(SEED))
            .build();
    try (TrainingInput input = TrainingReader.read(rows, NONE, options)) {
      assertThat(Blocks.rows(input.train())).isEqualTo(expected(SEED, all()));
    }
  }

  @Test
  void piecesOfManyChunksAreWhole() throws Exception {
    // More chunks than are dealt together.
    int rows = BlockLimits.ROWS * (DealRows.CHUNKS_TOGETHER + 2);
    Files.writeString(
        dir.resolve("many.libsvm"),
        IntStream.range(0, rows).mapToObj(row -> row + " 1:1\n").collect(Collectors.joining()));
    try (TrainingInput input = read(session(1 << 24, 0), 2, SEED, NONE)) {
      List<String> found = Blocks.rows(input.train());
      Permutation order = new Permutation(rows, SEED, 0x737072656164L);
      for (int row = 0; row < rows; row += 997) {
        assertThat(found.get((int) order.apply(row))).isEqualTo(row + "*1 0:1");
      }
      assertThat(found).hasSize(rows).doesNotHaveDuplicates();
    }
  }
}
