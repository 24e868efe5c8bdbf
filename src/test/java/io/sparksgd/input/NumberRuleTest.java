package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a number is does not depend on where it stands, nor on the format. */
class NumberRuleTest {
  private static final ValidationSource.Column MARKED = new ValidationSource.Column("v");

  /** What typed columns of label, feature, weight and mark hold: as SQL. */
  private static final String TYPED =
      "select 1L as row, true as y, false as a, cast(2.5 as decimal(10, 3)) as w, false as v"
          + " union all select 2L, false, true, 1.0, true"
          + " union all select 3L, true, true, 0.125, false";

  @TempDir Path dir;

  private static InputOptions.Builder options(Format format) {
    return InputOptions.of(format, LabelRule.BINARY)
        .label("y")
        .features("a")
        .weight("w")
        .partitions(1);
  }

  private static void check(TrainingInput input) {
    assertThat(Blocks.rows(input.train())).containsExactly("1*2.5", "1*0.125 0:1");
    assertThat(Blocks.rows(input.validation().orElseThrow())).containsExactly("0*1 0:1");
  }

  private static TrainingInput read(Path path, Format format) throws InputException {
    return TrainingReader.read(
        SharedSpark.session(), List.of(path.toString()), MARKED, options(format).build());
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC", "CSV", "JSON"})
  void booleansAndDecimalsAreNumbersInEachRoleAndFormat(Format format) throws Exception {
    Dataset<Row> typed = SharedSpark.session().sql(TYPED).coalesce(1).orderBy("row").drop("row");
    Path path = dir.resolve("rows." + format.key());
    typed.write().option("header", "true").format(format.key()).save(path.toString());
    try (TrainingInput input = read(path, format)) {
      check(input);
    }
  }

  @Test
  void aDataFrameFollowsTheSameRule() throws Exception {
    Dataset<Row> typed = SharedSpark.session().sql(TYPED).coalesce(1).orderBy("row").drop("row");
    try (TrainingInput input =
        TrainingReader.read(typed, MARKED, options(Format.PARQUET).build())) {
      check(input);
    }
    Dataset<Row> texts =
        typed.selectExpr("upper(string(y)) y", "string(a) a", "string(w) w", "int(v) v");
    try (TrainingInput input =
        TrainingReader.read(texts, MARKED, options(Format.PARQUET).build())) {
      check(input);
    }
  }

  /** The cell as each of the four, in each format that has texts. */
  @ParameterizedTest
  @ValueSource(
      strings = {"12d", "1f", "2D", "0x10", "0x1p3", "NaN", "Infinity", "-Infinity", "1e400"})
  void aTextThatOnlyJavaTakesForANumberIsBadInEachRoleAndFormat(String cell) throws Exception {
    for (String role : List.of("y", "a", "w", "v")) {
      for (Format format : List.of(Format.CSV, Format.JSON, Format.PARQUET)) {
        Path path = dir.resolve(role + "." + format.key());
        write(path, format, role, cell);
        assertThatThrownBy(() -> read(path, format).close())
            .as(role + " " + format)
            .isInstanceOf(InputException.class)
            .hasMessageContaining(" in column " + role + ": " + cell + " (allowed: a finite");
      }
    }
  }

  private void write(Path path, Format format, String role, String cell) throws Exception {
    List<String> names = List.of("y", "a", "w", "v");
    List<String> cells = new ArrayList<>();
    for (String name : names) {
      cells.add(name.equals(role) ? cell : "1");
    }
    switch (format) {
      case CSV -> Files.writeString(path, "y,a,w,v\n0,1,1,0\n" + String.join(",", cells) + "\n");
      case JSON ->
          Files.writeString(
              path,
              "{"
                  + String.join(
                      ",",
                      Stream.of(0, 1, 2, 3)
                          .map(i -> "\"" + names.get(i) + "\":\"" + cells.get(i) + "\"")
                          .toList())
                  + "}\n");
      default -> {
        StructType schema = new StructType();
        for (String name : names) {
          schema = schema.add(name, DataTypes.StringType);
        }
        SharedSpark.session()
            .createDataFrame(
                List.of(org.apache.spark.sql.RowFactory.create(cells.toArray())), schema)
            .write()
            .mode("overwrite")
            .parquet(path.toString());
      }
    }
  }

  @Test
  void aMissingBooleanIsABadRowAndNotFalse() throws Exception {
    Path path = dir.resolve("nulls.parquet");
    SharedSpark.session()
        .sql(
            "select true y, true a, 1 w, false v union all select true, cast(null as boolean), 1,"
                + " true")
        .coalesce(1)
        .write()
        .parquet(path.toString());
    assertThatThrownBy(() -> read(path, Format.PARQUET).close())
        .hasMessageContaining(
            "row 2: Invalid feature in column a: no value (allowed: a finite number)");
  }

  @Test
  void jsonNumbersMayHaveAnyLength() throws Exception {
    Path path = dir.resolve("long.json");
    Files.writeString(
        path,
        "{\"y\":1,\"a\":123456789012345678901234567890,\"w\":1,\"v\":0}\n"
            + "{\"y\":1.0,\"a\":0.1234567890123456789012345678901234567890,\"w\":1e0,\"v\":true}\n"
            + "{\"y\":0,\"a\":1e-400,\"w\":\"1\",\"v\":\"False\"}\n");
    try (TrainingInput input = read(path, Format.JSON)) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:1.2345678901234568E29", "0*1");
      assertThat(Blocks.rows(input.validation().orElseThrow()))
          .containsExactly("1*1 0:0.12345678901234568");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "JSON"})
  void arraysHoldBooleansAndTextsThatAreNumbers(Format format) throws Exception {
    Path path = dir.resolve("arrays." + format.key());
    SharedSpark.session()
        .sql("select 1 y, array(true, false) f union all select 0, array(false, true)")
        .coalesce(1)
        .write()
        .format(format.key())
        .save(path.toString());
    InputOptions options =
        InputOptions.of(format, LabelRule.BINARY).label("y").features("f").partitions(1).build();
    try (TrainingInput input =
        TrainingReader.read(
            SharedSpark.session(),
            List.of(path.toString()),
            new ValidationSource.None(),
            options)) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:1", "0*1 1:1");
    }
  }
}
