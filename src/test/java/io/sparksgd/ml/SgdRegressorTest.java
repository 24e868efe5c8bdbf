package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.testkit.MlData;
import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SgdRegressorTest {
  private static Dataset<Row> numbers;
  private static Dataset<Row> counts;
  @TempDir private Path directory;

  @BeforeAll
  static void data() {
    numbers = MlData.numbers(300).cache();
    counts = MlData.counts(300).cache();
  }

  private static SgdRegressor regressor(String model) {
    return new SgdRegressor()
        .setModel(model)
        .setLearningRate(0.1)
        .setBatchSize(50)
        .setMaxIter(200)
        .setSchedule("cosine");
  }

  @ParameterizedTest
  @CsvSource({"linear, 0.95", "huber, 0.95", "quantile, 0.9", "poisson, 0.5"})
  void everyModelOfNumbersLearnsAndComesBackFromItsFolder(String model, double r2)
      throws Exception {
    Dataset<Row> data = model.equals("poisson") ? counts : numbers;

    SgdRegressionModel fitted = regressor(model).setPredictionCol("expected").fit(data);
    fitted.save(directory.resolve("model").toString());
    SgdRegressionModel loaded = SgdRegressionModel.load(directory.resolve("model").toString());

    double found =
        new RegressionEvaluator()
            .setMetricName("r2")
            .setPredictionCol("expected")
            .evaluate(loaded.transform(data));
    assertThat(found).isGreaterThan(r2);
    assertThat(loaded.kind()).isEqualTo(model);
    assertThat(MlData.doubles(loaded.transform(data), "expected"))
        .isEqualTo(MlData.doubles(fitted.transform(data), "expected"));
    assertThat(loaded.predict(MlData.vectors(data, "features").get(3)))
        .isEqualTo(MlData.doubles(loaded.transform(data), "expected").get(3));
  }

  @Test
  void aPipelineWithARegressorComesBack() throws Exception {
    PipelineModel fitted =
        new Pipeline().setStages(new PipelineStage[] {regressor("linear")}).fit(numbers);
    fitted.save(directory.resolve("pipeline").toString());

    PipelineModel loaded = PipelineModel.load(directory.resolve("pipeline").toString());

    assertThat(MlData.doubles(loaded.transform(numbers), "prediction"))
        .isEqualTo(MlData.doubles(fitted.transform(numbers), "prediction"));
    regressor("huber").setDelta(2).save(directory.resolve("estimator").toString());
    assertThat(SgdRegressor.load(directory.resolve("estimator").toString()).getDelta())
        .isEqualTo(2);
  }

  @Test
  void coefficientsAreThoseOfTheFeaturesAsTheyAre() {
    SgdRegressionModel model = regressor("linear").setMaxIter(400).fit(numbers);

    assertThat(model.coefficients().apply(0)).isBetween(1.9, 2.1);
    assertThat(model.coefficients().apply(1)).isBetween(-1.1, -0.9);
    assertThat(model.intercept()).isBetween(2.9, 3.1);
    assertThat(model.predict(Vectors.dense(0, 0, 0))).isEqualTo(model.intercept());
  }

  @Test
  void modelsOfClassesAreForTheOtherEstimator() {
    assertThatThrownBy(() -> regressor("hinge").transformSchema(numbers.schema()))
        .hasMessage(
            "Invalid model: hinge for SgdRegressor (allowed: linear, huber, quantile, poisson; mlp"
                + " and factorization-machine with such a modelOutput)");
    assertThatThrownBy(() -> regressor("linear").setLabelCol("features").fit(numbers))
        .hasMessage(
            "Invalid labelCol: column features is of type vector (allowed: a number or boolean)");
    assertThatThrownBy(() -> regressor("linear").setLabelCol("price").fit(numbers))
        .hasMessage(
            "Invalid labelCol: there is no column price (allowed: id, label, features, weight,"
                + " validation)");
  }

  @Test
  void negativeCountsAreErrors() {
    assertThatThrownBy(() -> regressor("poisson").fit(numbers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Invalid label: -")
        .hasMessageContaining("(allowed: 0 or more)");
  }
}
