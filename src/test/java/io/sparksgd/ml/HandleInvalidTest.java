package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.FeaturesConfig.Scale;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.testkit.SharedSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows without usable features: an error, left out, or kept without a prediction. */
class HandleInvalidTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType)
          .add("features", SQLDataTypes.VectorType());

  private static SgdClassificationModel model;
  private static Dataset<Row> holes;

  @TempDir private Path directory;

  @BeforeAll
  static void fit() {
    model =
        new SgdClassifier()
            .setFullBatch(true)
            .setEpochs(3)
            .fit(rows(Vectors.dense(1, 2), Vectors.dense(2, 1), Vectors.dense(0, 3)));
    holes =
        rows(
            Vectors.dense(1, 2),
            null,
            Vectors.dense(Double.NaN, 1),
            Vectors.sparse(2, new int[] {1}, new double[] {Double.NEGATIVE_INFINITY}));
  }

  private static Dataset<Row> rows(Vector... vectors) {
    List<Row> rows = new ArrayList<>();
    for (Vector vector : vectors) {
      rows.add(RowFactory.create((double) (rows.size() % 2), vector));
    }
    return SharedSpark.session().createDataFrame(rows, SCHEMA);
  }

  @Test
  void theFirstOneIsAnErrorUnlessItIsSaidOtherwise() {
    assertThat(model.getHandleInvalid()).isEqualTo("error");
    for (Vector wrong : new Vector[] {null, Vectors.dense(1, Double.NaN)}) {
      assertThatThrownBy(() -> model.transform(rows(wrong)).collectAsList())
          .hasStackTraceContaining("Invalid features in column features: ")
          .hasStackTraceContaining(wrong == null ? "null (allowed" : "NaN at position 1 (allowed")
          .hasStackTraceContaining("handleInvalid skip leaves the row out");
    }
    assertThatThrownBy(() -> model.predict(Vectors.dense(1, Double.NaN)))
        .hasMessageContaining("Invalid features: NaN at position 1");
  }

  @Test
  void skippedRowsAreLeftOut() {
    List<Row> found = copy().setHandleInvalid("skip").transform(holes).collectAsList();

    assertThat(found).hasSize(1);
    assertThat(found.get(0).<Vector>getAs("features")).isEqualTo(Vectors.dense(1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rawPrediction", ""})
  void keptRowsHaveNoPrediction(String raw) {
    SgdClassificationModel keeping = copy().setHandleInvalid("keep").setRawPredictionCol(raw);

    Dataset<Row> found = keeping.transform(holes);

    assertThat(found.schema()).isEqualTo(keeping.transformSchema(SCHEMA));
    List<Row> all = found.collectAsList();
    assertThat(all).hasSize(4);
    for (int column = 2; column < found.columns().length; column++) {
      assertThat(all.get(0).isNullAt(column)).isFalse();
      for (Row row : all.subList(1, 4)) {
        assertThat(row.isNullAt(column)).as(found.columns()[column]).isTrue();
      }
    }
  }

  @Test
  void regressionHasTheSameRules() {
    SgdRegressionModel regression =
        new SgdRegressor()
            .setFullBatch(true)
            .setEpochs(2)
            .fit(rows(Vectors.dense(1, 2), Vectors.dense(2, 1)));

    assertThat(regression.copy(ParamMap.empty()).setHandleInvalid("skip").transform(holes).count())
        .isEqualTo(1);
    assertThat(
            regression
                .setHandleInvalid("keep")
                .transform(holes)
                .filter("prediction is null")
                .count())
        .isEqualTo(3);
  }

  private static SgdClassificationModel copy() {
    return model.copy(ParamMap.empty());
  }

  @Test
  void theEstimatorHandsTheRuleOn() {
    SgdClassificationModel fitted =
        new SgdClassifier()
            .setFullBatch(true)
            .setEpochs(1)
            .setHandleInvalid("keep")
            .fit(rows(Vectors.dense(1, 2), Vectors.dense(2, 1)));

    assertThat(fitted.transform(holes).count()).isEqualTo(4);
    assertThatThrownBy(() -> new SgdClassifier().setHandleInvalid("drop"))
        .hasMessageContaining("Invalid handleInvalid: drop (allowed: error, skip, keep)");
  }

  private static SgdFeatures stage(String rule) {
    FittedFeatures fitted =
        new FittedFeatures(
            new FeaturesConfig(List.of("a.n"), Scale.STANDARD, List.of("k"), List.of("h"), 4),
            List.of(2.0),
            List.of(0.5),
            List.of(List.of("1", "x")));
    return SgdFeatures.of(fitted, "made", rule);
  }

  private static Dataset<Row> cells() {
    return SharedSpark.session()
        .sql(
            "select cast(3 as double) `a.n`, 1.0D k, 'u' h union all"
                + " select null, 1.0D, 'u' union all select double('NaN'), 2.0D, null");
  }

  @Test
  void columnsHaveTheSameRules() {
    assertThatThrownBy(() -> stage("error").transform(cells()).collectAsList())
        .hasStackTraceContaining("Invalid number in column a.n: ")
        .hasStackTraceContaining("(allowed: finite numbers; handleInvalid skip");
    assertThat(stage("skip").transform(cells()).count()).isEqualTo(1);
    List<Row> kept = stage("keep").transform(cells()).collectAsList();
    assertThat(kept).hasSize(3);
    assertThat(kept.stream().filter(row -> row.getAs("made") == null)).hasSize(2);
    double[] vector = kept.get(0).<Vector>getAs("made").toArray();
    assertThat(vector).hasSize(7).startsWith(2.0, 1.0, 0.0);
    assertThat(Arrays.stream(vector).sum()).isEqualTo(4);
  }

  @Test
  void theStageIsSavedAndLoaded() throws Exception {
    String path = directory.resolve("pipeline").toString();
    new PipelineModel("p", List.of(stage("skip"))).save(path);

    PipelineModel loaded = PipelineModel.load(path);

    assertThat(loaded.transform(cells()).collectAsList())
        .isEqualTo(stage("skip").transform(cells()).collectAsList());
    assertThatThrownBy(() -> new SgdFeatures().transform(cells()))
        .hasMessageContaining("Invalid fitted: none");
    SgdFeatures damaged = stage("skip");
    damaged.set(damaged.fitted(), damaged.getOrDefault(damaged.fitted()).replace("2.0", "3.0"));
    assertThatThrownBy(() -> damaged.transform(cells()))
        .hasMessageContaining("Param fitted is damaged");
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> stage("error").transform(cells().drop("k")))
        .hasMessageContaining("Invalid features.one-hot: there is no column k (allowed: a.n, h)");
  }
}
