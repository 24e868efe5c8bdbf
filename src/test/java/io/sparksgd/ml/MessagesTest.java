package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sparksgd.testkit.MlData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Errors of a fit name Params and setters, not the keys of job files. */
class MessagesTest {
  private final Dataset<Row> two = MlData.twoClasses(30);

  private static String message(SgdClassifier classifier, Dataset<Row> rows) {
    Throwable thrown = catchThrowable(() -> classifier.fit(rows));
    assertThat(thrown).isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
    return thrown.getMessage();
  }

  @Test
  void badRowsAreLeftOutByASetter() {
    Dataset<Row> rows = two.withColumn("label", functions.expr("if(id = 7, null, label)"));

    assertThat(message(new SgdClassifier().setMaxIter(1), rows))
        .contains("Invalid label in column label: no value")
        .endsWith("; 1 bad row in all; setBadRows(\"drop\") leaves them out");
  }

  @Test
  void weightsThatAreAllZeroAreNamedByTheirParam() {
    Dataset<Row> rows = two.withColumn("w", functions.lit(0));

    assertThat(message(new SgdClassifier().setMaxIter(1).setWeightCol("w"), rows))
        .isEqualTo("Invalid weightCol: all weights in the data are 0 (allowed: a sum above 0)");
  }

  @Test
  void vectorsOfDifferentSizesHaveNoSettingToAdvise() {
    Dataset<Row> more =
        two.withColumn(
            "features",
            org.apache.spark.ml.functions.array_to_vector(functions.array(functions.lit(1.0))));

    assertThat(message(new SgdClassifier().setMaxIter(1), two.union(more)))
        .contains("Invalid features: 1 values (allowed: 3, the number of features)")
        .doesNotContain("num-features");
  }

  @Test
  void validationRowsNameTheirParam() {
    Dataset<Row> rows = two.withColumn("v", functions.lit(false));

    assertThat(message(new SgdClassifier().setMaxIter(1).setValidationIndicatorCol("v"), rows))
        .isEqualTo(
            "Invalid validationIndicatorCol: v marks 0 of 30 rows (allowed: at least one, and not"
                + " all)");
  }

  @Test
  void batchesThatDoNotFitNameTheirParams() {
    assertThat(
            message(
                new SgdClassifier().setMaxIter(1).setBatchSize(20).setAccumulationSteps(2), two))
        .isEqualTo(
            "Invalid batchSize: 40 rows a step with accumulationSteps 2 (allowed: up to the 30"
                + " training rows; setFullBatch(true) uses them all)");
  }

  @Test
  void settingsAreNotCalledFlagsOfACommand() {
    assertThat(
            message(new SgdClassifier().setMaxIter(1).setSettings("optimizer.momentun=0.9"), two))
        .startsWith("settings optimizer.momentun=0.9: Unknown key optimizer.momentun");
  }

  @Test
  void columnsMayHaveDotsInTheirNames() {
    Dataset<Row> dotted =
        two.withColumnRenamed("features", "my.features")
            .withColumnRenamed("label", "my.label")
            .withColumnRenamed("weight", "w`t")
            .withColumnRenamed("validation", "a.v");
    SgdClassifier plain =
        new SgdClassifier().setFullBatch(true).setMaxIter(3).setWeightCol("weight");
    SgdClassifier classifier =
        new SgdClassifier()
            .setFullBatch(true)
            .setMaxIter(3)
            .setFeaturesCol("my.features")
            .setLabelCol("my.label")
            .setWeightCol("w`t")
            .setValidationIndicatorCol("a.v")
            .setRawPredictionCol("a.raw")
            .setProbabilityCol("a.p")
            .setPredictionCol("a.prediction");
    SgdClassificationModel model = classifier.fit(dotted);

    assertThat(model.parameters())
        .containsExactly(plain.setValidationIndicatorCol("validation").fit(two).parameters());
    assertThat(model.transform(dotted).select("`a.prediction`", "`a.p`", "`a.raw`").count())
        .isEqualTo(30);
    assertThat(
            new SgdRegressor()
                .setFullBatch(true)
                .setMaxIter(1)
                .setFeaturesCol("my.features")
                .setLabelCol("my.label")
                .setPredictionCol("p.q")
                .fit(dotted)
                .transform(dotted)
                .columns())
        .contains("p.q");
  }

  @Test
  void divergedFitsAdviseSetters() {
    assertThat(
            message(
                new SgdClassifier()
                    .setOptimizer("sgd")
                    .setLearningRate(1e308)
                    .setRegParam(1e10)
                    .setBatchSize(10)
                    .setMaxIter(50),
                two))
        .startsWith("Diverged at step ")
        .endsWith(
            "; try a lower learningRate, a warmup, clipNorm or"
                + " setOnDivergence(\"roll-back\")).");
  }

  @Test
  void errorsOfTheDescriptionNameParamsToo() {
    SgdClassifier narrow =
        new SgdClassifier().setLocalSteps(4).setLocalPrecision("float32").setClipNorm(1);

    assertThat(message(narrow, two))
        .isEqualTo(
            "localPrecision, localSteps: Invalid localPrecision: float32 with optimizer adam,"
                + " clipNorm (allowed: float64; float32 only with a linear model of one output,"
                + " optimizer: adagrad without clipping, and no penalty)");
    assertThat(
            message(
                new SgdClassifier().setSettings(new String[] {"optimizer.learning-rate=-1"}), two))
        .contains("Invalid learningRate: -1 (allowed: a number above 0)");
  }
}
