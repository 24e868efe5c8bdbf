package io.sparksgd.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.testkit.SharedSpark;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.junit.jupiter.api.Test;
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
      FeatureDeviations found = FeatureDeviations.of(blocks, FEATURES);

      for (int j = 0; j < FEATURES; j++) {
        assertThat(found.deviation(j)).isCloseTo(expected.apply(j), within(1e-9));
      }
      assertThat(found.deviation(5)).isZero();
      assertThat(found.deviation(4)).isZero();
    }
  }

  private static FeatureDeviations of(double[] weights, double... values) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < values.length; row++) {
      builder.startRow(0, weights[row % weights.length]);
      if (values[row] != 0) {
        builder.feature(0, values[row]);
      }
      builder.feature(1, 1);
    }
    try (BlockSet blocks =
        SharedSpark.blocks(builder.build(), values.length / 2, 0, values.length / 2)) {
      return FeatureDeviations.of(blocks, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 14.62, 1.1, 0.001, 123.456, -0.1, 1e300, 1e-320, 0, 1})
  void aConstantHasNoDeviationHoweverItsMeanIsRounded(double constant) {
    double[] values = new double[60];
    Arrays.fill(values, constant);

    FeatureDeviations found = of(new double[] {1, 0.3, 7}, values);

    assertThat(found.isConstant(0)).isTrue();
    assertThat(found.smallest(0)).isEqualTo(constant);
    assertThat(found.deviation(0)).isZero();
  }

  @Test
  void rowsOfWeightZeroDoNotVary() {
    FeatureDeviations found = of(new double[] {1, 0}, 3, 4, 3, 5);

    assertThat(found.isConstant(0)).isTrue();
    assertThat(found.deviation(0)).isZero();
  }

  @Test
  void zerosThatAreNotStoredAreValues() {
    FeatureDeviations found = of(new double[] {1}, 3, 3, 0, 3);

    assertThat(found.isConstant(0)).isFalse();
    assertThat(found.smallest(0)).isZero();
    // Mean 9/4; squares 3 (3/4)^2 + (9/4)^2 = 27/4, over 3.
    assertThat(found.deviation(0)).isCloseTo(1.5, within(1e-15));
  }

  @Test
  void numbersThatAreTheSameButForRoundingAreConstant() {
    FeatureDeviations found = of(new double[] {1}, 1, Math.nextUp(1.0), 1, Math.nextUp(1.0));

    assertThat(found.isConstant(0)).isTrue();
  }

  @Test
  void numbersThatAreFewRoundingsApartDeviate() {
    double other = 1 + 0x1p-49;
    FeatureDeviations found = of(new double[] {1}, 1, other, 1, other);

    assertThat(found.isConstant(0)).isFalse();
    // Four rows: the deviation is half the difference times sqrt(4 / 3).
    assertThat(found.deviation(0)).isCloseTo(0x1p-49 / Math.sqrt(3), within(1e-18));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e308, 1e300, 1e200, 1e-200, 1e-300, 1e-320})
  void valuesWhoseSquaresAreNoNumbersHaveTheirDeviation(double unit) {
    FeatureDeviations found = of(new double[] {1}, unit, unit, unit, 0);

    // Three and a zero: the deviation is unit * sqrt(3/16 * 4/3).
    assertThat(found.deviation(0) / unit).isCloseTo(0.5, within(1e-3));
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
