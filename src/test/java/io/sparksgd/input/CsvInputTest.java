package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.testkit.Blocks;
import io.sparksgd.testkit.SharedSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV that Spark's own reader cannot read. */
class CsvInputTest {
  @TempDir Path dir;

  private static List<String> rows(SparkSession spark, Path file, InputOptions.Builder options)
      throws InputException {
    try (TrainingInput input =
        TrainingReader.read(
            spark,
            List.of(file.toString()),
            new ValidationSource.None(),
            options.partitions(1).build())) {
      return Blocks.rows(input.train());
    }
  }

  private static InputOptions.Builder csv() {
    return InputOptions.of(Format.CSV, LabelRule.NUMBER).label("label").features("a");
  }

  @Test
  void quotesAndLineBreaksBelongToCells() throws Exception {
    Path file = dir.resolve("a.csv");
    Files.writeString(
        file,
        "\uFEFF\"la\nbel\",note,a\r\n1,\"6\"\" pipe, red\",3.0\r\n2,\"C:\\\",4\r\n"
            + "3,\"two\r\n\r\nlines, \"\"x\"\"\",5\r\n\r\n4,,oops\r\n");
    InputOptions.Builder options = csv().label("la\nbel");
    assertThatThrownBy(() -> rows(SharedSpark.session(), file, options))
        .hasMessageStartingWith(
            "Invalid row: " + file + ", line 9: Invalid feature in column a: oops");
    assertThat(rows(SharedSpark.session(), file, options.dropBadRows()))
        .containsExactly("1*1 0:3", "2*1 0:4", "3*1 0:5");
  }

  @Test
  void wrongQuotesAreBadRows() throws Exception {
    Path file = dir.resolve("a.csv");
    Files.writeString(file, "label,note,a\n1,\"x\"y,3\n2,z,4\n3,\"open,5");
    assertThatThrownBy(() -> rows(SharedSpark.session(), file, csv()))
        .hasMessageStartingWith("Invalid row: " + file + ", line 2: Malformed row: 1,\"x\"y,3; ")
        .hasMessageContaining("2 bad rows in all");
    assertThat(rows(SharedSpark.session(), file, csv().dropBadRows())).containsExactly("2*1 0:4");
  }

  /** Else hundreds of rows would be one bad row, and left out as one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8,'open,5       | a quote that is not closed | 1000000 | , line 10: a",
        "8,'open,5       | a quote that is not closed | 40      | after byte 2",
        "8,'open,5\\n9,'z | text after the closing quote of cell 2 | 1000000 | , line 10: a",
        "8,'open,5\\n9,'z | text after the closing quote of cell 2 | 40 | after byte 2",
      })
  void aWrongQuoteThatSwallowsRowsIsNoBadRow(String row, String wrong, int split, String place)
      throws Exception {
    Path file = dir.resolve("a.csv");
    String before = "1,\"some words that are a note\",3\n".repeat(8);
    String text = row.replace("'", "\"").replace("\\n", "\n") + "\n" + "9,z,6\n".repeat(20);
    Files.writeString(file, "label,note,a\n" + before + text);
    SparkSession small = SharedSpark.session().newSession();
    small.conf().set("spark.sql.files.maxPartitionBytes", Integer.toString(split));
    small.conf().set("spark.sql.files.openCostInBytes", Integer.toString(split));
    SharedSpark.context().setLogLevel("OFF");
    try {
      assertThatThrownBy(() -> rows(small, file, csv().dropBadRows()))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("Invalid data: cannot read " + file + ": " + file + ", line ")
          .hasMessageContaining(place)
          .hasMessageEndingWith(
              ": a quoted cell continues in the next line, with "
                  + wrong
                  + ", so that the start of the next row is unknown (allowed: cells in double"
                  + " quotes, quotes inside doubled)");
    } finally {
      SharedSpark.context().setLogLevel("WARN");
    }
  }

  /** Splits of some bytes: most of them begin within quotes. */
  @Test
  void filesWithLineBreaksInQuotesAreReadInSplits() throws Exception {
    Path file = dir.resolve("a.csv");
    StringBuilder text = new StringBuilder("label,note,a\n");
    List<String> expected = new ArrayList<>();
    for (int row = 0; row < 60; row++) {
      String note = "\"1,2\n".repeat(row % 7 * 3).replace("\"", "\"\"");
      text.append(row).append(",\"").append(note).append("\",").append(row + 0.5).append('\n');
      expected.add(row + "*1 0:" + (row + 0.5));
    }
    Files.writeString(file, text.append("60,x,\n"));
    SparkSession small = SharedSpark.session().newSession();
    small.conf().set("spark.sql.files.maxPartitionBytes", "23");
    small.conf().set("spark.sql.files.openCostInBytes", "0");
    assertThat(small.read().text(file.toString()).rdd().getNumPartitions()).isGreaterThan(50);
    assertThat(rows(small, file, csv().dropBadRows())).containsExactlyElementsOf(expected);
    long line = text.substring(0, text.indexOf("\n60,")).lines().count() + 1;
    assertThatThrownBy(() -> rows(small, file, csv()))
        .hasMessageStartingWith(
            "Invalid row: " + file + ", line " + line + ": Invalid feature in column a: no value");
  }

  @Test
  void aRowOfMissingCellsIsABadRowWhateverTheDelimiter() throws Exception {
    for (String delimiter : List.of(",", "\t")) {
      Path file = dir.resolve("a.csv");
      Files.writeString(file, "label,a,b\n1,2,3\n,,\n\n2,4,5\n".replace(",", delimiter));
      InputOptions.Builder options = csv().csv(CsvHeader.PRESENT, delimiter).features("a", "b");
      assertThatThrownBy(() -> rows(SharedSpark.session(), file, options))
          .hasMessageStartingWith(
              "Invalid row: " + file + ", line 3: Invalid label in column label: no value");
    }
  }

  @Test
  void aRowMayHaveMoreCellsThanSparkReads() throws Exception {
    int width = 21_000;
    Path file = dir.resolve("a.csv");
    Files.writeString(
        file,
        "label,"
            + IntStream.range(0, width).mapToObj(i -> "c" + i).collect(Collectors.joining(","))
            + "\n1"
            + IntStream.range(0, width).mapToObj(i -> "," + i).collect(Collectors.joining())
            + "\n");
    assertThat(rows(SharedSpark.session(), file, csv().features("c0", "c20999")))
        .containsExactly("1*1 1:20999");
    // The order of the options is that of the vector, whatever that of the file.
    assertThat(rows(SharedSpark.session(), file, csv().features("c7", "c3", "c20999")))
        .containsExactly("1*1 0:7 1:3 2:20999");
  }

  @Test
  void aColumnThatIsThereTwiceIsInTheWayOnlyWhereItIsRead() throws Exception {
    Path file = dir.resolve("a.csv");
    Files.writeString(file, "note,note,x,X,a,label\n1,2,3,4,5,6\n");
    assertThat(rows(SharedSpark.session(), file, csv().features("a", "X")))
        .containsExactly("6*1 0:5 1:4");
    assertThatThrownBy(() -> rows(SharedSpark.session(), file, csv().features("a", "note")))
        .hasMessage(
            "Invalid data.features: 2 columns of "
                + file
                + " are called note (allowed: one; rename the others in the data)");
  }
}
