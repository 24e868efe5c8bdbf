package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
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
import java.util.zip.GZIPOutputStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV and JSON. */
class TextColumnInputTest {
  private static final ValidationSource NONE = new ValidationSource.None();

  @TempDir Path dir;

  private String write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private static TrainingInput read(String path, InputOptions.Builder options)
      throws InputException {
    return TrainingReader.read(
        SharedSpark.session(), List.of(path), NONE, options.partitions(2).build());
  }

  private static InputOptions.Builder csv() {
    return InputOptions.of(Format.CSV, LabelRule.BINARY).label("y").features("a", "b");
  }

  private static InputOptions.Builder json() {
    return InputOptions.of(Format.JSON, LabelRule.BINARY);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, 0.5, DenseFloats",
    "AUTO, 0.1, DenseDoubles",
    "FLOAT32, 0.1, DenseFloats",
    "FLOAT64, 0.5, DenseDoubles"
  })
  void valuesAreKeptInThePrecisionOfTheOptions(Precision precision, String value, String form)
      throws Exception {
    String path = write("a.csv", "y,a,b\n1," + value + ",3\n0,2," + value + "\n");
    try (TrainingInput input = read(path, csv().precision(precision))) {
      assertThat(Blocks.layout(input.train())).containsExactly("1 1x2" + form, "1 1x2" + form);
    }
  }

  @Test
  void readsCsvByTheNamesOfItsHeader() throws Exception {
    String path =
        write("a.csv", "b,y,a,note,w\n1.5,1,-2,x,2\n0,0,1e3,\"with, comma\",1\n\n 3 ,true,0,,1\n");
    try (TrainingInput input = read(path, csv().weight("w"))) {
      assertThat(Blocks.rows(input.train()))
          .containsExactly("1*2 0:-2 1:1.5", "0*1 0:1000", "1*1 1:3");
      assertThat(input.features()).isEqualTo(2);
    }
  }

  @Test
  void readsCsvWithoutHeaderAndWithAnotherDelimiter() throws Exception {
    String path = write("a.csv", "1;2;3\n0;4;5\n");
    InputOptions.Builder options =
        csv().csv(CsvHeader.ABSENT, ";").label("_c0").features("_c2", "_c1");
    try (TrainingInput input = read(path, options)) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:3 1:2", "0*1 0:5 1:4");
    }
    assertThatThrownBy(() -> read(path, csv().csv(CsvHeader.ABSENT, ";").label("y")))
        .hasMessage("Invalid data.label: no column y in " + path + " (allowed: _c0, _c1, _c2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n/a", "1d", "0x10", "1_000", "NaN", "Infinity"})
  void malformedCsvCellNamesFileLineColumnAndValue(String cell) throws Exception {
    String path = write("a.csv", "y,a,b\n1,2,3\n\n0," + cell + ",3\n");
    assertThatThrownBy(() -> read(path, csv()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid row: "
                + path
                + ", line 4: Invalid feature in column a: "
                + cell
                + " (allowed: a finite number); "
                + "1 bad row in all; data.bad-rows: drop or quarantine leaves them out");
  }

  @Test
  void lineOfABadCellIsFoundInCompressedFilesToo() throws Exception {
    Path file = dir.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("y,a,b\n1,2,3\n\n0,oops,3\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> read(file.toString(), csv()))
        .hasMessageStartingWith("Invalid row: " + file + ", line 4: ");
  }

  @Test
  void emptyCsvCellIsNoValue() throws Exception {
    String path = write("a.csv", "y,a,b\n1,2,\n0,1,1\n");
    assertThatThrownBy(() -> read(path, csv()))
        .hasMessageStartingWith(
            "Invalid row: "
                + path
                + ", line 2: Invalid feature in column b: no value (allowed: a finite number)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2", "1,2,3,4"})
  void csvRowWithTooFewOrTooManyCellsIsBad(String line) throws Exception {
    String path = write("a.csv", "y,a,b\n0,1,1\n" + line + "\n");
    assertThatThrownBy(() -> read(path, csv()))
        .hasMessageStartingWith("Invalid row: " + path + ", line 3: Malformed row: " + line + ";");
    try (TrainingInput input = read(path, csv().dropBadRows())) {
      assertThat(Blocks.rows(input.train())).containsExactly("0*1 0:1 1:1");
      assertThat(input.badRows()).isEqualTo(1);
    }
  }

  @Test
  void csvFilesWithDifferentHeadersAreAnError() throws Exception {
    write("a.csv", "y,a,b\n0,1,1\n");
    write("b.csv", "y,b,a\n0,1,1\n");
    SharedSpark.context().setLogLevel("OFF");
    try {
      assertThatThrownBy(() -> read(dir.toString(), csv()))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(
              "Invalid data: cannot read " + dir + ": CSV header does not match: ");
    } finally {
      SharedSpark.context().setLogLevel("WARN");
    }
  }

  @Test
  void csvHeaderWithAHoleCanBeRead() throws Exception {
    String path = write("a.csv", ",y,a,b\n0,1,2,3\n1,0,4,5\n");
    try (TrainingInput input = read(path, csv())) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:2 1:3", "0*1 0:4 1:5");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"y,a,b\n", "y,a,b"})
  void csvWithoutRowsIsAnError(String text) throws Exception {
    String path = write("a.csv", text);
    assertThatThrownBy(() -> read(path, csv()))
        .hasMessage("Invalid data: " + path + " has no rows (allowed: at least one)");
  }

  @ParameterizedTest
  @EnumSource(names = {"CSV", "JSON"})
  void emptyFileIsAnError(Format format) throws Exception {
    String path = write("a.txt", "");
    assertThatThrownBy(() -> read(path, InputOptions.of(format, LabelRule.BINARY)))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid data: " + path + " has no rows (allowed: at least one)");
  }

  @Test
  void longCellIsShortened() throws Exception {
    String path = write("a.csv", "y,a,b\n1,2," + "z".repeat(500) + "\n");
    assertThatThrownBy(() -> read(path, csv()))
        .hasMessageContaining("column b: " + "z".repeat(77) + "... (allowed");
  }

  @Test
  void readsJsonNumbersAndArrays() throws Exception {
    String columns =
        write("a.json", "{\"label\":1,\"x\":2.5,\"z\":\"7\"}\n{\"z\":1e2,\"label\":0,\"x\":-1}\n");
    try (TrainingInput input = read(columns, json().features("x", "z"))) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:2.5 1:7", "0*1 0:-1 1:100");
    }
    String arrays =
        write(
            "b.json",
            "{\"label\":true,\"features\":[1,0,2.5]}\n{\"label\":false,\"features\":[0,4,0]}\n");
    try (TrainingInput input = read(arrays, json())) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:1 2:2.5", "0*1 1:4");
    }
  }

  @Test
  void readsVectorsThatSparkWroteAsJson() throws Exception {
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    List<Row> rows =
        List.of(
            RowFactory.create(1.0, Vectors.dense(1, 2)),
            RowFactory.create(0.0, Vectors.sparse(2, new int[] {1}, new double[] {3})));
    String path = dir.resolve("vectors").toString();
    SharedSpark.session().createDataFrame(rows, schema).coalesce(1).write().json(path);
    try (TrainingInput input = read(path, json())) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:1 1:2", "0*1 1:3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"label\":1,\"features\":[1,2", "not json"})
  void malformedJsonNamesFileAndLine(String line) throws Exception {
    String path = write("a.json", "{\"label\":1,\"features\":[1,2]}\n\n" + line + "\n");
    assertThatThrownBy(() -> read(path, json()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid row: " + path + ", line 3: Malformed row: " + line);
  }

  @Test
  void aJsonArrayElementThatIsNoNumberNamesItsPosition() throws Exception {
    String path =
        write("a.json", "{\"label\":1,\"features\":[1,2]}\n{\"label\":1,\"features\":[1,\"x\"]}\n");
    assertThatThrownBy(() -> read(path, json()))
        .hasMessageStartingWith(
            "Invalid row: "
                + path
                + ", line 2: Invalid feature in column features: x at position 1 (allowed: finite"
                + " numbers)");
  }

  @Test
  void jsonRowsWithoutAValueAreBad() throws Exception {
    String path =
        write(
            "a.json",
            "{\"label\":1,\"features\":[1,2]}\n{\"label\":1}\n{\"features\":[1,2]}\n"
                + "{\"label\":1,\"features\":[1,null]}\n{\"label\":\"x\",\"features\":[1,2]}\n");
    Path quarantine = dir.resolve("quarantine");
    try (TrainingInput input = read(path, json().quarantineBadRows(quarantine.toString()))) {
      assertThat(input.train().rows()).isEqualTo(1);
      assertThat(input.badRows()).isEqualTo(4);
    }
    assertThat(
            SharedSpark.session()
                .read()
                .json(quarantine.toString())
                .orderBy("row")
                .collectAsList()
                .stream()
                .<String>map(record -> record.getAs("reason")))
        .containsExactly(
            "Invalid features in column features: no value (allowed: a vector of finite numbers)",
            "Invalid label in column label: no value (allowed: a finite number)",
            "Invalid feature in column features: no value at position 1 (allowed: finite numbers)",
            "Invalid label in column label: x (allowed: a finite number)");
  }

  @Test
  void jsonColumnsAreFoundBeyondTheFirstLines() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 1500; row++) {
      text.append(row < 1200 ? "{\"label\":1}\n" : "{\"label\":0,\"features\":[1]}\n");
    }
    try (TrainingInput input = read(write("a.json", text.toString()), json().dropBadRows())) {
      assertThat(input.train().rows()).isEqualTo(300);
      assertThat(input.badRows()).isEqualTo(1200);
    }
  }

  @Test
  void jsonObjectAsNumberNamesItsType() throws Exception {
    String path = write("a.json", "{\"label\":{\"a\":1},\"features\":[1]}\n");
    assertThatThrownBy(() -> read(path, json()))
        .hasMessage(
            "Invalid data.label: column label in "
                + path
                + " is of type struct<a:bigint> (allowed: numbers, booleans or texts that are"
                + " numbers)");
  }

  @Test
  void fileWithoutJsonHasNoColumns() throws Exception {
    String path = write("a.json", "1 1:2\n");
    assertThatThrownBy(() -> read(path, json()))
        .hasMessage(
            "Invalid data.label: no column label in "
                + path
                + " (allowed: none; there are no columns, as no line is a JSON object (a file has an"
                + " object in each line, or is an array of objects in one line))");
  }
}
