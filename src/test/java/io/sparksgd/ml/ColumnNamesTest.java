package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.MlData;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Names of columns may have dots, backticks, spaces and umlauts, as names without have the same
 * result.
 */
class ColumnNamesTest {
  private static final List<String> ODD = List.of("my.label", "f `x`.y", "w ü", "val.id");

  @Test
  void estimatorsTakeColumnsOfAnyName() {
    Dataset<Row> plain =
        MlData.numbers(60).selectExpr("label", "features", "1 + label * label as w", "false as v");
    Dataset<Row> odd = plain.toDF(ODD.toArray(new String[0]));
    SgdRegressionModel expected =
        new SgdRegressor().setWeightCol("w").setMaxIter(3).setBatchSize(20).setSeed(1).fit(plain);
    SgdRegressionModel model =
        new SgdRegressor()
            .setLabelCol("my.label")
            .setFeaturesCol("f `x`.y")
            .setWeightCol("w ü")
            .setPredictionCol("p.out `1`")
            .setMaxIter(3)
            .setBatchSize(20)
            .setSeed(1)
            .fit(odd);
    assertThat(model.coefficients()).isEqualTo(expected.coefficients());
    Dataset<Row> predicted = model.transform(odd);
    assertThat(predicted.columns()).endsWith("p.out `1`");
    assertThat(predicted.toDF("a", "b", "c", "d", "p").select("p").collectAsList())
        .isEqualTo(expected.transform(plain).select("prediction").collectAsList());
  }

  @Test
  void classifiersAddColumnsOfAnyNameAndReadMarks() {
    Dataset<Row> rows =
        MlData.numbers(60)
            .selectExpr(
                "label > 0 as `my.label`", "features as `f.x`", "abs(label) < 0.5 as `val.id`");
    SgdClassificationModel model =
        new SgdClassifier()
            .setLabelCol("my.label")
            .setFeaturesCol("f.x")
            .setValidationIndicatorCol("val.id")
            .setRawPredictionCol("raw.out")
            .setProbabilityCol("prob.out")
            .setPredictionCol("p.out")
            .setMaxIter(3)
            .setBatchSize(20)
            .fit(rows);
    assertThat(model.transform(rows).columns())
        .containsExactly("my.label", "f.x", "val.id", "raw.out", "prob.out", "p.out");
    assertThat(model.transform(rows).collectAsList()).hasSize(60);
  }
}
