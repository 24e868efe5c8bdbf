package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.data.IndexBase;
import io.sparksgd.data.Precision;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.testkit.Blocks;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibsvmInputTest {
  @TempDir Path dir;

  private static final ValidationSource NONE = new ValidationSource.None();

  private static InputOptions.Builder options(LabelRule rule) {
    return InputOptions.of(Format.LIBSVM, rule).partitions(2);
  }

  private String write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private static TrainingInput read(String path, InputOptions options) throws InputException {
    return TrainingReader.read(SharedSpark.session(), List.of(path), NONE, options);
  }

  @Test
  void readsRowsCommentsAndBlankLines() throws Exception {
    String path = write("a.libsvm", "1 1:2 3:-0.5\n\n# nothing\n0 2:1 # a comment\n1\n");
    try (TrainingInput input = read(path, options(LabelRule.BINARY).build())) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:2 2:-0.5", "0*1 1:1", "1*1");
      assertThat(input.features()).isEqualTo(3);
      assertThat(input.classes()).isEqualTo(2);
      assertThat(input.badRows()).isZero();
      assertThat(input.validation()).isEmpty();
      assertThat(Blocks.partitionRows(input.train())).containsExactly(2, 1);
      assertThat(input.train().features()).isEqualTo(3);
    }
  }

  static Stream<Arguments> precisions() {
    return Stream.of(
        Arguments.of(Precision.AUTO, "SparseDoubles", "0.1", 0.1),
        Arguments.of(Precision.FLOAT32, "SparseFloats", "0.1", (double) 0.1f),
        Arguments.of(Precision.FLOAT64, "SparseDoubles", "0.1", 0.1),
        Arguments.of(Precision.AUTO, "SparseFloats", "0.25", 0.25),
        Arguments.of(Precision.FLOAT64, "SparseDoubles", "0.25", 0.25),
        Arguments.of(Precision.AUTO, "SparseOnes", "1", 1.0));
  }

  @ParameterizedTest
  @MethodSource("precisions")
  void valuesAreKeptInThePrecisionOfTheOptions(
      Precision precision, String form, String written, double kept) throws Exception {
    String path = write("a.libsvm", "1 2:1 9:" + written + "\n0 3:1\n");
    InputOptions options = options(LabelRule.BINARY).precision(precision).partitions(1).build();
    try (TrainingInput input = read(path, options)) {
      assertThat(Blocks.layout(input.train())).containsExactly("2 2x9" + form);
      double[] last = new double[9];
      Blocks.partitions(input.train())
          .get(0)
          .block(0)
          .forEach(0, (index, value) -> last[index] = value);
      assertThat(last[8]).isEqualTo(kept);
    }
  }

  @Test
  void indexBaseZeroKeepsIndices() throws Exception {
    String path = write("a.libsvm", "1 0:2 2:1\n0 1:1\n");
    InputOptions options = options(LabelRule.BINARY).indexBase(IndexBase.ZERO).build();
    try (TrainingInput input = read(path, options)) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:2 2:1", "0*1 1:1");
    }
  }

  @Test
  void zeroBasedFileReadAsOneBasedNamesTheOption() throws Exception {
    String path = write("a.libsvm", "1 1:2\n\n0 0:1\n1 0:1\n");
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).build()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid row: "
                + path
                + ", line 3: index 0 in a file read as one-based (set data.index-base: zero); "
                + "2 bad rows in all; data.bad-rows: drop or quarantine leaves them out");
  }

  @Test
  void givenNumberOfFeaturesIsKeptAndIsALimit() throws Exception {
    String path = write("a.libsvm", "1 1:2\n0 4:1\n");
    try (TrainingInput input = read(path, options(LabelRule.BINARY).numFeatures(9).build())) {
      assertThat(input.features()).isEqualTo(9);
      assertThat(input.train().features()).isEqualTo(9);
    }
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).numFeatures(3).build()))
        .hasMessageStartingWith(
            "Invalid row: "
                + path
                + ", line 2: index 4 (allowed: up to 3, the number of features)");
  }

  @Test
  void negativeOneBecomesZero() throws Exception {
    String path = write("a.libsvm", "-1 1:1\n+1 1:2\n-1 1:3\n");
    try (TrainingInput input = read(path, options(LabelRule.BINARY).build())) {
      assertThat(Blocks.rows(input.train())).containsExactly("0*1 0:1", "1*1 0:2", "0*1 0:3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1,0,1", "0,2", "1,2", "0.5,1", "-1,0"})
  void otherBinaryLabelsAreListed(String labels) throws Exception {
    String path = write("a.libsvm", labels.replace(",", " 1:1\n") + " 1:1\n");
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).build()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid labels: found "
                + labels.replace(",", ", ")
                + " (allowed: 0 and 1, or -1 and 1)");
  }

  @Test
  void atMostFiveLabelsAreListed() throws Exception {
    String path = write("a.libsvm", "9 1:1\n8 1:1\n7 1:1\n6 1:1\n5 1:1\n4 1:1\n3 1:1\n");
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).build()))
        .hasMessage("Invalid labels: found 3, 4, 5, 6, 7, ... (allowed: 0 and 1, or -1 and 1)");
  }

  @Test
  void classesAreFoundOrGiven() throws Exception {
    String path = write("a.libsvm", "0 1:1\n3 1:1\n1 1:1\n2 1:1\n");
    try (TrainingInput input = read(path, options(LabelRule.CLASSES).build())) {
      assertThat(input.classes()).isEqualTo(4);
    }
    try (TrainingInput input = read(path, options(LabelRule.CLASSES).classes(7).build())) {
      assertThat(input.classes()).isEqualTo(7);
    }
    assertThatThrownBy(() -> read(path, options(LabelRule.CLASSES).classes(3).build()))
        .hasMessageStartingWith(
            "Invalid row: " + path + ", line 2: Invalid label: 3 (allowed: 0 .. 2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0.5"})
  void classesAreWholeNumbersFromZero(String label) throws Exception {
    String path = write("a.libsvm", "0 1:1\n" + label + " 1:1\n");
    assertThatThrownBy(() -> read(path, options(LabelRule.CLASSES).build()))
        .hasMessageStartingWith(
            "Invalid row: "
                + path
                + ", line 2: Invalid label: "
                + label
                + " (allowed: class numbers 0, 1, 2, ...)");
  }

  @Test
  void countsAreNotNegativeAndNumbersMayBe() throws Exception {
    String path = write("a.libsvm", "2.5 1:1\n-1.5 1:1\n");
    assertThatThrownBy(() -> read(path, options(LabelRule.COUNT).build()))
        .hasMessageStartingWith(
            "Invalid row: " + path + ", line 2: Invalid label: -1.5 (allowed: 0 or more)");
    try (TrainingInput input = read(path, options(LabelRule.NUMBER).build())) {
      assertThat(Blocks.rows(input.train())).containsExactly("2.5*1 0:1", "-1.5*1 0:1");
      assertThat(input.classes()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x 1:1", "nan 1:1", "1 1:inf", "1 a:1", "1 1", "1 2:1 1:1", "1 1:1 1:1"})
  void malformedLineNamesFileAndLine(String line) throws Exception {
    String path = write("a.libsvm", "1 1:1\n0 1:1\n" + line + "\n");
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).build()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid row: " + path + ", line 3: Invalid ")
        .hasMessageEndingWith(
            "; 1 bad row in all; data.bad-rows: drop or quarantine leaves them out");
  }

  @Test
  void badRowsAreDroppedAndCounted() throws Exception {
    String path = write("a.libsvm", "1 1:1\noops\n0 2:1\n1 x\n");
    try (TrainingInput input = read(path, options(LabelRule.BINARY).dropBadRows().build())) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:1", "0*1 1:1");
      assertThat(input.badRows()).isEqualTo(2);
    }
  }

  @Test
  void droppedRowLeavesNoTraceInFeatures() throws Exception {
    String path = write("a.libsvm", "1 1:1\n0 99:1\n7 50:1\n");
    InputOptions options = options(LabelRule.CLASSES).classes(2).dropBadRows().build();
    try (TrainingInput input = read(path, options)) {
      assertThat(input.features()).isEqualTo(99);
    }
    String bad = write("b.libsvm", "1 1:1\n7 50:1\n");
    try (TrainingInput input = read(bad, options)) {
      assertThat(input.features()).isEqualTo(1);
    }
  }

  @Test
  void onlyBadRowsAreAnError() throws Exception {
    String path = write("a.libsvm", "x\ny\n");
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).dropBadRows().build()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "Invalid data: all 2 rows are bad, the first one: Invalid row: " + path + ", line 1:");
  }

  @Test
  void quarantineKeepsBadRowsWithTheirReasons() throws Exception {
    String path = write("a.libsvm", "1 1:1\n\noops\n0 2:1\n1 0:5\n");
    Path quarantine = dir.resolve("quarantine");
    InputOptions options =
        options(LabelRule.BINARY).quarantineBadRows(quarantine.toString()).build();
    try (TrainingInput input = read(path, options)) {
      assertThat(input.badRows()).isEqualTo(2);
      assertThat(input.train().rows()).isEqualTo(2);
    }
    List<String> records =
        SharedSpark.session()
            .read()
            .json(quarantine.toString())
            .orderBy("row")
            .toJSON()
            .collectAsList();
    assertThat(records).hasSize(2);
    assertThat(records.get(0))
        .contains("\"content\":\"oops\"", "\"file\":\"" + path, "\"row\":3", "Invalid label: oops");
    assertThat(records.get(1)).contains("\"content\":\"1 0:5\"", "\"row\":5", "data.index-base");
  }

  /** As a run does that goes on after it was killed. */
  @Test
  void rowsThatAreReadAgainAreNotDoubledInTheQuarantineNorInTheCount() throws Exception {
    String path = write("a.libsvm", "1 1:1\noops\noops\n0 2:1\n1 0:5\n");
    Path quarantine = dir.resolve("quarantine");
    InputOptions options =
        options(LabelRule.BINARY).quarantineBadRows(quarantine.toString()).build();
    for (int read = 0; read < 3; read++) {
      try (TrainingInput input = read(path, options)) {
        assertThat(input.badRows()).isEqualTo(3);
      }
    }
    assertThat(quarantined(quarantine)).containsExactly("2 oops", "3 oops", "5 1 0:5");

    // What is new comes to it.
    write("a.libsvm", "1 1:1\noops\nwrong\n0 2:1\n1 0:5\n");
    read(path, options).close();
    assertThat(quarantined(quarantine)).containsExactly("2 oops", "3 oops", "3 wrong", "5 1 0:5");
  }

  private static List<String> quarantined(Path directory) {
    return SharedSpark.session()
        .read()
        .json(directory.toString())
        .selectExpr("concat(row, ' ', content)")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  @Test
  void quarantineIsNotWrittenWhenTheInputIsInvalid() throws Exception {
    String path = write("a.libsvm", "1 1:1\noops\n5 2:1\n");
    Path quarantine = dir.resolve("quarantine");
    InputOptions options =
        options(LabelRule.BINARY).quarantineBadRows(quarantine.toString()).build();
    assertThatThrownBy(() -> read(path, options)).hasMessageStartingWith("Invalid labels");
    assertThat(quarantine).doesNotExist();
  }

  @Test
  void missingPathIsNamed() {
    String path = dir.resolve("nowhere.libsvm").toString();
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).build()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid data: " + path + " (no such file; allowed: a file, a directory or a glob)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n"})
  void emptyFileIsAnError(String text) throws Exception {
    String path = write("a.libsvm", text);
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).build()))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid data: " + path + " has no rows (allowed: at least one)");
  }

  @Test
  void rowsWithoutFeaturesAreAnError() throws Exception {
    String path = write("a.libsvm", "1\n0\n");
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).build()))
        .hasMessage(
            "Invalid data: the rows of " + path + " have no features (allowed: at least one)");
  }

  @Test
  void weightAndValidationColumnNeedColumns() throws Exception {
    String path = write("a.libsvm", "1 1:1\n");
    assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).weight("w").build()))
        .hasMessage("Invalid data.weight: w (allowed: none; LIBSVM files have no columns)");
    assertThatThrownBy(
            () ->
                TrainingReader.read(
                    SharedSpark.session(),
                    List.of(path),
                    new ValidationSource.Column("v"),
                    options(LabelRule.BINARY).build()))
        .hasMessage(
            "Invalid data.validation-column: v (allowed: none; LIBSVM files have no columns)");
  }

  @Test
  void readsGzipBzip2DirectoriesAndGlobs() throws Exception {
    write("a.libsvm", "1 1:1\n");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(dir.resolve("b.libsvm.gz")))) {
      out.write("0 1:2\n1 1:3\n".getBytes(StandardCharsets.UTF_8));
    }
    try (OutputStream out =
        new BZip2CompressorOutputStream(Files.newOutputStream(dir.resolve("c.libsvm.bz2")))) {
      out.write("0 1:4\n".getBytes(StandardCharsets.UTF_8));
    }
    InputOptions options = options(LabelRule.BINARY).build();
    for (String path : List.of(dir.toString(), dir.resolve("*.libsvm*").toString())) {
      try (TrainingInput input = read(path, options)) {
        assertThat(Blocks.rows(input.train()))
            .containsExactly("1*1 0:1", "0*1 0:2", "1*1 0:3", "0*1 0:4");
      }
    }
  }

  @Test
  void corruptGzipIsOneLineWithoutAStackTrace() throws Exception {
    String path = write("a.libsvm.gz", "this is not gzip");
    // The task that fails is expected: its log would only frighten.
    SharedSpark.context().setLogLevel("OFF");
    try {
      assertThatThrownBy(() -> read(path, options(LabelRule.BINARY).build()))
          .isInstanceOf(InputException.class)
          .hasMessage("Invalid data: cannot read " + path + ": not a gzip file");
    } finally {
      SharedSpark.context().setLogLevel("WARN");
    }
  }
}
