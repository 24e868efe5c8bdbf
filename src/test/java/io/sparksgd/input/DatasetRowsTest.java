package io.sparksgd.input;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.Format;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.input.format.Purpose;
import io.sparksgd.input.source.Source;
import io.sparksgd.input.source.Sources;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetRowsTest {
  @TempDir Path dir;

  private String write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private static DatasetRows open(String path, InputOptions options) throws InputException {
    return DatasetRows.open(SharedSpark.session(), List.of(path), options, "vector");
  }

  @Test
  void libsvmHasItsLabelAndTheVector() throws Exception {
    String path = write("a", "7.5 1:1 3:2\n\n-1 1:1 2:1 3:1 4:1\n");
    InputOptions options = InputOptions.of(Format.LIBSVM, LabelRule.BINARY).numFeatures(4).build();
    DatasetRows rows = open(path, options);
    assertThat(rows.rows().columns()).containsExactly("label", "vector");
    assertThat(rows.rows().collectAsList())
        .containsExactly(
            RowFactory.create(7.5, Vectors.dense(1, 0, 2, 0).compressed()),
            RowFactory.create(-1.0, Vectors.dense(1, 1, 1, 1)));
    assertThat(rows.badRows()).isZero();
  }

  @Test
  void columnsArePassedOnAndNeitherLabelNorWeightIsNeeded() throws Exception {
    String path = write("a.csv", "id,a,b\nfirst,1,2\nsecond,x,2\nthird,3,0\n");
    InputOptions options =
        InputOptions.of(Format.CSV, LabelRule.BINARY)
            .features("b", "a")
            .weight("none")
            .dropBadRows()
            .numFeatures(2)
            .build();
    DatasetRows rows = open(path, options);
    assertThat(rows.columns()).containsExactly("id", "a", "b");
    assertThat(rows.whole(rows.rows()).columns()).containsExactly("id", "a", "b", "vector");
    List<Row> collected = rows.whole(rows.rows()).select("id", "vector").collectAsList();
    assertThat(collected.get(0).getString(0)).isEqualTo("first");
    assertThat(((Vector) collected.get(0).get(1)).toArray()).containsExactly(2, 1);
    assertThat(collected.get(1).getString(0)).isEqualTo("third");
    assertThat(((Vector) collected.get(1).get(1)).toArray()).containsExactly(0, 3);
    assertThat(rows.badRows()).isEqualTo(1);
  }

  /** Spark would compile each column: minutes for thousands. */
  @Test
  void onlyColumnsThatAreReadStandBesideARecord() throws Exception {
    String names = IntStream.range(0, 5000).mapToObj(i -> "c" + i).collect(joining(","));
    String path = write("a.csv", names + "\n" + "1,".repeat(4999) + "2\n");
    InputOptions options =
        InputOptions.of(Format.CSV, LabelRule.BINARY)
            .features("c7", "c4999")
            .numFeatures(2)
            .build();
    Source source =
        Sources.open(
            SharedSpark.session(),
            List.of(path),
            options,
            Purpose.passing(Format.CSV, Format.CSV),
            Optional.empty());
    assertThat(source.columns()).hasSize(5000);
    assertThat(source.data().queryExecution().analyzed().toString().length()).isLessThan(2000);
    assertThat(source.data().columns())
        .containsExactly(
            "_sgd_record",
            "_sgd_column_7",
            "_sgd_column_4999",
            "_sgd_malformed",
            "_sgd_lines",
            "_sgd_file",
            "_sgd_file_start");
    Row row = open(path, options).rows().first();
    assertThat(row.size()).isEqualTo(2);
    assertThat(((Vector) row.get(1)).toArray()).containsExactly(1, 2);
  }

  @Test
  void vectorsAndTypesOfParquetStay() throws Exception {
    StructType schema =
        new StructType().add("id", DataTypes.LongType).add("features", SQLDataTypes.VectorType());
    Row row = RowFactory.create(5L, Vectors.sparse(9, new int[] {2}, new double[] {1}));
    String path = dir.resolve("p").toString();
    SharedSpark.session().createDataFrame(List.of(row), schema).write().parquet(path);
    InputOptions options = InputOptions.of(Format.PARQUET, LabelRule.BINARY).numFeatures(9).build();
    DatasetRows rows = open(path, options);
    assertThat(rows.rows().schema().fields()[0].dataType()).isEqualTo(DataTypes.LongType);
    Row read = rows.rows().collectAsList().get(0);
    assertThat(read.getLong(0)).isEqualTo(5);
    assertThat(read.get(2)).isEqualTo(read.get(1));
  }

  @Test
  void badRowsFailWithFileAndLine() throws Exception {
    String path = write("a.csv", "a\n1\nx\n");
    InputOptions options =
        InputOptions.of(Format.CSV, LabelRule.BINARY).features("a").numFeatures(1).build();
    assertThatThrownBy(() -> open(path, options))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid row: " + path + ", line 3: Invalid feature in column a");
  }

  @Test
  void nameOfTheVectorColumnMustBeNew() throws Exception {
    String path = write("a.csv", "vector\n1\n");
    InputOptions options =
        InputOptions.of(Format.CSV, LabelRule.BINARY).features("vector").numFeatures(1).build();
    assertThatThrownBy(() -> open(path, options))
        .hasMessage("Invalid column: vector is in the data (allowed: a new name)");
  }

  @Test
  void numberOfFeaturesMustBeGiven() throws Exception {
    String path = write("a", "1 1:1\n");
    InputOptions options = InputOptions.of(Format.LIBSVM, LabelRule.BINARY).build();
    assertThatThrownBy(() -> open(path, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid num-features: none (allowed: the number of features of the model)");
  }
}
