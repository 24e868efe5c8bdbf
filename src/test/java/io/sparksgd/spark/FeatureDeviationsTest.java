package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.SharedSpark;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.spark.input.BlockSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureDeviationsTest {
  private static final int ROWS = 40;
  private static final int FEATURES = 6;

  /** Feature 0 is far from 0, feature 4 is constant, feature 5 is always 0. */
  private static double value(int row, int feature, double density) {
    double value = CounterRandom.gaussian(3, row, feature);
    return switch (feature) {
      case 0 -> 1e6 + value;
      case 4 -> 2.5;
      case 5 -> 0;
      default -> CounterRandom.uniform(4, row, feature) < density ? value * feature : 0;
    };
  }

  private static RowBlock block(double density) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < ROWS; row++) {
      builder.startRow(0, 0.5 + row % 3);
      for (int j = 0; j < FEATURES; j++) {
        builder.feature(j, value(row, j, density));
      }
    }
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.1})
  void deviationsAreThoseOfSparksSummarizer(double density) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      double[] x = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        x[j] = value(row, j, density);
      }
      rows.add(RowFactory.create(Vectors.dense(x).compressed(), 0.5 + row % 3));
    }
    StructType schema =
        new StructType().add("x", SQLDataTypes.VectorType()).add("w", DataTypes.DoubleType);
    Vector expected =
        (Vector)
            SharedSpark.session()
                .createDataFrame(rows, schema)
                .select(Summarizer.std(functions.col("x"), functions.col("w")))
                .first()
                .get(0);

    try (BlockSet blocks = SharedSpark.blocks(block(density), 13, 0, 27)) {
      double[] found = FeatureDeviations.of(blocks, FEATURES);

      for (int j = 0; j < FEATURES; j++) {
        assertThat(found[j]).isCloseTo(expected.apply(j), within(1e-9));
      }
      assertThat(found[5]).isZero();
      assertThat(found[4]).isLessThan(1e-12);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.1})
  void scaledRowsAreTheRowsTimesTheirFactors(double density) {
    double[] factors = {1e-6, 2, -3, 0, 4, 5};
    RowBlock all = block(density);
    try (BlockSet blocks = SharedSpark.blocks(all, 13, 0, 27);
        BlockSet scaled = blocks.scaled(factors, Precision.AUTO)) {
      assertThat(scaled.rows()).isEqualTo(ROWS);
      assertThat(scaled.firstRow(2)).isEqualTo(13);
      RowBlock part = scaled.rdd().toJavaRDD().collect().get(2).block(0);
      for (int row = 0; row < part.rows(); row++) {
        assertThat(part.weight(row)).isEqualTo(all.weight(13 + row));
        double[] found = new double[FEATURES];
        part.forEach(row, (index, value) -> found[index] = value);
        all.forEach(
            13 + row, (index, value) -> assertThat(found[index]).isEqualTo(value * factors[index]));
      }
    }
  }
}
