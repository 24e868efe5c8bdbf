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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Formats with types: Parquet and ORC; and DataFrames. */
class ColumnInputTest {
  private static final ValidationSource NONE = new ValidationSource.None();

  @TempDir Path dir;

  private static StructType schema(Object... namesAndTypes) {
    StructType schema = new StructType();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      schema = schema.add((String) namesAndTypes[i], (DataType) namesAndTypes[i + 1]);
    }
    return schema;
  }

  private static Dataset<Row> frame(StructType schema, Row... rows) {
    return SharedSpark.session().createDataFrame(Arrays.asList(rows), schema).coalesce(1);
  }

  private static Row row(Object... cells) {
    return RowFactory.create(cells);
  }

  private String write(Dataset<Row> data, Format format) {
    String path = dir.resolve(format.key()).toString();
    data.write().mode("overwrite").format(format.key()).save(path);
    return path;
  }

  private static TrainingInput read(String path, InputOptions.Builder options)
      throws InputException {
    return read(path, NONE, options);
  }

  private static TrainingInput read(
      String path, ValidationSource validation, InputOptions.Builder options)
      throws InputException {
    return TrainingReader.read(
        SharedSpark.session(), List.of(path), validation, options.partitions(2).build());
  }

  private static InputOptions.Builder parquet(LabelRule rule) {
    return InputOptions.of(Format.PARQUET, rule);
  }

  private Dataset<Row> vectors(Vector... vectors) {
    Row[] rows = new Row[vectors.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row((double) i, vectors[i]);
    }
    return frame(
        schema("label", DataTypes.DoubleType, "features", SQLDataTypes.VectorType()), rows);
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC"})
  void readsDenseAndSparseVectors(Format format) throws Exception {
    String path =
        write(
            vectors(
                Vectors.dense(1, 0, 2),
                Vectors.sparse(3, new int[] {1}, new double[] {5}),
                Vectors.sparse(3, new int[0], new double[0])),
            format);
    try (TrainingInput input = read(path, InputOptions.of(format, LabelRule.NUMBER))) {
      assertThat(Blocks.rows(input.train())).containsExactly("0*1 0:1 2:2", "1*1 1:5", "2*1");
      assertThat(input.features()).isEqualTo(3);
    }
  }

  @Test
  void sizeOfVectorsIsTheNumberOfFeaturesEvenWhenTheLastAreZero() throws Exception {
    String path =
        write(vectors(Vectors.sparse(9, new int[] {1}, new double[] {5})), Format.PARQUET);
    try (TrainingInput input = read(path, parquet(LabelRule.NUMBER))) {
      assertThat(input.features()).isEqualTo(9);
      assertThat(input.train().features()).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC"})
  void readsNumericColumnsOfEachTypeWithWeights(Format format) throws Exception {
    StructType schema =
        schema(
            "y", DataTypes.BooleanType,
            "a", DataTypes.IntegerType,
            "b c", DataTypes.FloatType,
            "d.e", DataTypes.createDecimalType(5, 2),
            "w", DataTypes.LongType);
    Dataset<Row> data =
        frame(
            schema,
            row(true, 1, 0.5f, new java.math.BigDecimal("2.25"), 3L),
            row(false, -4, 0f, new java.math.BigDecimal("1.00"), 1L));
    String path = write(data, format);
    InputOptions.Builder options =
        InputOptions.of(format, LabelRule.BINARY)
            .label("y")
            .features("d.e", "a", "b c")
            .weight("w");
    try (TrainingInput input = read(path, options)) {
      assertThat(Blocks.rows(input.train()))
          .containsExactly("1*3 0:2.25 1:1 2:0.5", "0*1 0:1 1:-4");
      assertThat(input.features()).isEqualTo(3);
    }
  }

  @Test
  void readsArraysOfNumbers() throws Exception {
    StructType schema =
        schema(
            "label",
            DataTypes.IntegerType,
            "features",
            DataTypes.createArrayType(DataTypes.FloatType));
    String path =
        write(
            frame(schema, row(1, List.of(1f, 0f, 2f)), row(0, List.of(0f, 4f, 0f))),
            Format.PARQUET);
    try (TrainingInput input = read(path, parquet(LabelRule.BINARY))) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:1 2:2", "0*1 1:4");
    }
  }

  @Test
  void nullsAndNonFiniteNumbersAreBadRowsEachWithItsReason() throws Exception {
    StructType schema =
        schema("label", DataTypes.DoubleType, "x", DataTypes.DoubleType, "w", DataTypes.DoubleType);
    Dataset<Row> data =
        frame(
            schema,
            row(1.0, 1.0, 1.0),
            row(null, 1.0, 1.0),
            row(1.0, null, 1.0),
            row(0.0, Double.NaN, 1.0),
            row(0.0, Double.POSITIVE_INFINITY, 1.0),
            row(Double.NaN, 1.0, 1.0),
            row(1.0, 1.0, -1.0),
            row(1.0, 1.0, null),
            row(0.0, 2.0, 0.0));
    String path = write(data, Format.PARQUET);
    Path quarantine = dir.resolve("quarantine");
    try (TrainingInput input =
        read(
            path,
            parquet(LabelRule.BINARY)
                .features("x")
                .weight("w")
                .quarantineBadRows(quarantine.toString()))) {
      assertThat(Blocks.rows(input.train())).containsExactly("1*1 0:1", "0*0 0:2");
      assertThat(input.badRows()).isEqualTo(7);
    }
    List<Row> records =
        SharedSpark.session().read().json(quarantine.toString()).orderBy("row").collectAsList();
    assertThat(records.stream().<String>map(record -> record.getAs("reason")))
        .containsExactly(
            "Invalid label in column label: no value (allowed: a finite number)",
            "Invalid feature in column x: no value (allowed: a finite number)",
            "Invalid feature in column x: NaN (allowed: a finite number)",
            "Invalid feature in column x: Infinity (allowed: a finite number)",
            "Invalid label in column label: NaN (allowed: a finite number)",
            "Invalid weight: -1 (allowed: 0 or more)",
            "Invalid weight in column w: no value (allowed: a finite number)");
    assertThat(records.stream().<Long>map(record -> record.getAs("row")))
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(records.get(2).<String>getAs("content")).isEqualTo("label=0.0, w=1.0, x=NaN");
  }

  @Test
  void badVectorNamesFileAndRow() throws Exception {
    String path = write(vectors(Vectors.dense(1, 2), Vectors.dense(1, Double.NaN)), Format.PARQUET);
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER)))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "Invalid row: "
                + path
                + "/part-\\S+\\.parquet, row 2: Invalid feature in column features: NaN at position"
                + " 1 \\(allowed: finite numbers\\); 1 bad row in all; .*");
  }

  @Test
  void nullVectorIsABadRow() throws Exception {
    String path = write(vectors(Vectors.dense(1, 2), null), Format.PARQUET);
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER)))
        .hasMessageContaining(
            "row 2: Invalid features in column features: no value (allowed: a vector of finite"
                + " numbers)");
  }

  @Test
  void vectorsOfDifferentSizesAreAnError() throws Exception {
    String path = write(vectors(Vectors.dense(1, 2), Vectors.dense(1)), Format.PARQUET);
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER)))
        .hasMessage(
            "Invalid features: vectors of 1 to 2 values in "
                + path
                + " (allowed: one size; data.num-features says which)");
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER).numFeatures(2)))
        .hasMessageContaining(
            "row 2: Invalid features: 1 values (allowed: 2, the number of features)");
  }

  @Test
  void missingColumnListsTheColumnsThereAre() throws Exception {
    String path = write(vectors(Vectors.dense(1)), Format.PARQUET);
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER).label("target")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid data.label: no column target in " + path + " (allowed: label, features)");
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER).features("x", "y")))
        .hasMessage(
            "Invalid data.features: no column x in " + path + " (allowed: label, features)");
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER).weight("w")))
        .hasMessage("Invalid data.weight: no column w in " + path + " (allowed: label, features)");
    assertThatThrownBy(
            () -> read(path, new ValidationSource.Column("v"), parquet(LabelRule.NUMBER)))
        .hasMessage(
            "Invalid data.validation-column: no column v in "
                + path
                + " (allowed: label, features)");
  }

  @Test
  void columnOfAnotherTypeNamesItsType() throws Exception {
    StructType schema =
        schema(
            "label", DataTypes.DoubleType,
            "s", DataTypes.StringType,
            "d", DataTypes.DateType);
    String path = write(frame(schema, row(1.0, "a", null)), Format.PARQUET);
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER).features("d")))
        .hasMessage(
            "Invalid data.features: column d in "
                + path
                + " is of type date (allowed: one column of vectors or number arrays, or columns"
                + " of numbers, booleans or texts that are numbers)");
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER).label("d").features("label")))
        .hasMessage(
            "Invalid data.label: column d in "
                + path
                + " is of type date (allowed: numbers, booleans or texts that are numbers)");
  }

  @Test
  void numberOfFeaturesMustBeThatOfTheColumns() throws Exception {
    StructType schema =
        schema("label", DataTypes.DoubleType, "a", DataTypes.DoubleType, "b", DataTypes.DoubleType);
    String path = write(frame(schema, row(1.0, 1.0, 1.0)), Format.PARQUET);
    assertThatThrownBy(
            () -> read(path, parquet(LabelRule.NUMBER).features("a", "b").numFeatures(3)))
        .hasMessage(
            "Invalid data.num-features: 3 (allowed: 2, the number of data.features columns)");
  }

  @Test
  void weightsThatAreAllZeroAreAnError() throws Exception {
    StructType schema =
        schema("label", DataTypes.DoubleType, "x", DataTypes.DoubleType, "w", DataTypes.DoubleType);
    String path = write(frame(schema, row(1.0, 1.0, 0.0)), Format.PARQUET);
    assertThatThrownBy(() -> read(path, parquet(LabelRule.NUMBER).features("x").weight("w")))
        .hasMessage(
            "Invalid data.weight: all weights in " + path + " are 0 (allowed: a sum above 0)");
  }

  @Test
  void weightsOfEachPartMustHaveASum() throws Exception {
    StructType schema =
        schema(
            "label",
            DataTypes.DoubleType,
            "x",
            DataTypes.DoubleType,
            "w",
            DataTypes.DoubleType,
            "v",
            DataTypes.BooleanType);
    Row marked = row(1.0, 1.0, 1.0, true);
    Row others = row(1.0, 1.0, 0.0, false);
    ValidationSource column = new ValidationSource.Column("v");
    InputOptions.Builder options = parquet(LabelRule.NUMBER).features("x").weight("w");

    String path = write(frame(schema, marked, others), Format.PARQUET);
    assertThatThrownBy(() -> read(path, column, options))
        .hasMessage(
            "Invalid data.weight: all weights of the rows of "
                + path
                + " that are trained on are 0 (allowed: a sum above 0)");
    write(frame(schema, row(1.0, 1.0, 1.0, false), row(1.0, 1.0, 0.0, true)), Format.PARQUET);
    assertThatThrownBy(() -> read(path, column, options))
        .hasMessageContaining(" that are held out are 0 (allowed: a sum above 0)");
    write(frame(schema, row(1.0, 1.0, 1e308, false), row(1.0, 1.0, 1e308, false)), Format.PARQUET);
    assertThatThrownBy(() -> read(path, options))
        .hasMessage(
            "Invalid data.weight: all weights in "
                + path
                + " add up to Infinity (allowed: a sum that is a number)");
  }

  @Test
  void validationColumnDividesTheRows() throws Exception {
    for (DataType type : List.of(DataTypes.BooleanType, DataTypes.IntegerType)) {
      boolean isBoolean = type.equals(DataTypes.BooleanType);
      StructType schema =
          schema("label", DataTypes.DoubleType, "x", DataTypes.DoubleType, "v", type);
      Dataset<Row> data =
          frame(
              schema,
              row(1.0, 1.0, isBoolean ? (Object) true : (Object) 1),
              row(2.0, 2.0, isBoolean ? (Object) false : (Object) 0),
              row(3.0, 3.0, isBoolean ? (Object) true : (Object) 1));
      String path = write(data, Format.PARQUET);
      try (TrainingInput input =
          read(path, new ValidationSource.Column("v"), parquet(LabelRule.NUMBER).features("x"))) {
        assertThat(Blocks.rows(input.train())).containsExactly("2*1 0:2");
        assertThat(Blocks.rows(input.validation().orElseThrow()))
            .containsExactly("1*1 0:1", "3*1 0:3");
      }
    }
  }

  @Test
  void validationColumnHoldsZeroAndOneAndBothOfThem() throws Exception {
    StructType schema =
        schema(
            "label", DataTypes.DoubleType, "x", DataTypes.DoubleType, "v", DataTypes.IntegerType);
    String two = write(frame(schema, row(1.0, 1.0, 2)), Format.PARQUET);
    assertThatThrownBy(
            () ->
                read(
                    two, new ValidationSource.Column("v"), parquet(LabelRule.NUMBER).features("x")))
        .hasMessageContaining("row 1: Invalid validation column: 2 (allowed: true, false, 1 or 0)");
    String none = write(frame(schema, row(1.0, 1.0, 0)), Format.PARQUET);
    assertThatThrownBy(
            () ->
                read(
                    none,
                    new ValidationSource.Column("v"),
                    parquet(LabelRule.NUMBER).features("x")))
        .hasMessage(
            "Invalid data.validation-column: v marks 0 of 1 rows (allowed: at least one, and not"
                + " all)");
  }

  @Test
  void fileOfAnotherFormatIsOneLine() throws Exception {
    Path file = dir.resolve("a.parquet");
    java.nio.file.Files.writeString(file, "1 1:1\n2 1:1\n");
    SharedSpark.context().setLogLevel("OFF");
    try {
      assertThatThrownBy(() -> read(file.toString(), parquet(LabelRule.NUMBER)))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("Invalid data: cannot read " + file + " as parquet: ")
          .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    } finally {
      SharedSpark.context().setLogLevel("WARN");
    }
  }

  @Test
  void readsDataFramesInTheOrderOfTheirPartitions() throws Exception {
    Dataset<Row> data =
        vectors(Vectors.dense(1, 0), Vectors.dense(2, 0), Vectors.dense(3, 0), Vectors.dense(4, 0))
            .repartitionByRange(3, org.apache.spark.sql.functions.col("label"));
    InputOptions options = parquet(LabelRule.NUMBER).partitions(2).build();
    try (TrainingInput input = TrainingReader.read(data, NONE, options)) {
      assertThat(Blocks.rows(input.train()))
          .containsExactly("0*1 0:1", "1*1 0:2", "2*1 0:3", "3*1 0:4");
      assertThat(Blocks.partitionRows(input.train())).containsExactly(2, 2);
    }
    Dataset<Row> bad = vectors(Vectors.dense(1, 0), null);
    assertThatThrownBy(() -> TrainingReader.read(bad, NONE, options))
        .hasMessageStartingWith(
            "Invalid row: row 2 of partition 0: Invalid features in column features: no value");
  }
}
