package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.LinearSVCModel;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Full batches and a tight tolerance give what spark.ml gives for the same Params. */
class SparkAgreementTest {
  private static final int ROWS = 120;

  private static SgdClassifier classifier(
      String model, double regParam, double elasticNet, boolean standardization) {
    return new SgdClassifier()
        .setModel(model)
        .setWeightCol("weight")
        .setFullBatch(true)
        .setPartitions(1)
        .setOptimizer("sgd")
        .setLearningRate(standardization ? 2 : 0.6)
        .setMaxIter(standardization ? 300 : 700)
        .setRegParam(regParam)
        .setElasticNetParam(elasticNet)
        .setStandardization(standardization);
  }

  private static Matrix row(Vector coefficients) {
    return new DenseMatrix(1, coefficients.size(), coefficients.toArray());
  }

  private static void assertClose(Matrix found, Matrix expected) {
    double scale = 0;
    for (double value : expected.toArray()) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(found.numRows()).isEqualTo(expected.numRows());
    for (int k = 0; k < expected.numRows(); k++) {
      for (int j = 0; j < expected.numCols(); j++) {
        double value = expected.apply(k, j);
        double tolerance = 1e-3 * Math.max(Math.abs(value), scale / 100);
        assertThat(found.apply(k, j)).isCloseTo(value, within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "logistic, 0.05, 0, true",
    "logistic, 0.05, 0, false",
    "logistic, 0.02, 0.5, true",
    "logistic, 0.05, 1, true",
    "logistic, 0.02, 0.5, false",
    "softmax, 0.05, 0, true",
    "softmax, 0.02, 0.5, true",
  })
  void logisticRegression(
      String model, double regParam, double elasticNet, boolean standardization) {
    Dataset<Row> data =
        (model.equals("softmax") ? MlData.threeClasses(ROWS) : MlData.twoClasses(ROWS)).cache();
    LogisticRegressionModel theirs =
        new LogisticRegression()
            .setFamily(model.equals("softmax") ? "multinomial" : "binomial")
            .setWeightCol("weight")
            .setRegParam(regParam)
            .setElasticNetParam(elasticNet)
            .setStandardization(standardization)
            .setTol(1e-12)
            .setMaxIter(500)
            .fit(data);

    SgdClassificationModel ours =
        classifier(model, regParam, elasticNet, standardization).fit(data);

    PenalisedObjective objective =
        new PenalisedObjective(data, model, standardization, regParam, elasticNet);
    double best = objective.at(theirs.coefficientMatrix(), theirs.interceptVector().toArray());
    assertClose(ours.coefficientMatrix(), theirs.coefficientMatrix());
    assertClose(row(ours.interceptVector()), row(theirs.interceptVector()));
    assertThat(objective.at(ours.coefficientMatrix(), ours.interceptVector().toArray()))
        .isCloseTo(best, within(1e-6));
    double[] history = ours.summary().objectiveHistory();
    assertThat(history[history.length - 1]).isCloseTo(best, within(1e-6));
    assertThat(history[0]).isCloseTo(Math.log(ours.numClasses()), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, true", "0.1, 0, true", "0.1, 0.5, true", "0.1, 1, false", "0.1, 0, false"})
  void linearRegression(double regParam, double elasticNet, boolean standardization) {
    // spark.ml divides its L2 by the labels' deviation, which its documentation does not say: here
    // it is 1.
    Dataset<Row> numbers = MlData.numbers(ROWS);
    List<Row> rows = numbers.select("label", "features", "weight").collectAsList();
    double deviation = PenalisedObjective.deviation(rows, row -> row.getDouble(0));
    Dataset<Row> data =
        numbers.withColumn("label", functions.col("label").divide(deviation)).cache();
    LinearRegressionModel theirs =
        new LinearRegression()
            .setWeightCol("weight")
            .setSolver("l-bfgs")
            .setRegParam(regParam)
            .setElasticNetParam(elasticNet)
            .setStandardization(standardization)
            .setTol(1e-12)
            .setMaxIter(500)
            .fit(data);

    SgdRegressionModel ours =
        new SgdRegressor()
            .setWeightCol("weight")
            .setFullBatch(true)
            .setPartitions(1)
            .setOptimizer("sgd")
            .setLearningRate(standardization ? 0.9 : 0.15)
            .setMaxIter(standardization ? 150 : 400)
            .setRegParam(regParam)
            .setElasticNetParam(elasticNet)
            .setStandardization(standardization)
            .fit(data);

    PenalisedObjective objective =
        new PenalisedObjective(data, "linear", standardization, regParam, elasticNet);
    assertClose(row(ours.coefficients()), row(theirs.coefficients()));
    assertThat(ours.intercept()).isCloseTo(theirs.intercept(), within(1e-4));
    assertThat(objective.at(row(ours.coefficients()), new double[] {ours.intercept()}))
        .isCloseTo(
            objective.at(row(theirs.coefficients()), new double[] {theirs.intercept()}),
            within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "0.1, true"})
  void linearSupportVectorMachine(double regParam, boolean standardization) {
    Dataset<Row> data = MlData.twoClasses(ROWS).cache();
    LinearSVCModel theirs =
        new LinearSVC()
            .setWeightCol("weight")
            .setRegParam(regParam)
            .setStandardization(standardization)
            .setTol(1e-12)
            .setMaxIter(1000)
            .fit(data);

    SgdClassificationModel ours =
        classifier("hinge", regParam, 0, standardization)
            .setLearningRate(standardization ? 1 : 0.5)
            .setSchedule("exponential")
            .setScheduleFactor(0.98)
            .setMaxIter(600)
            .fit(data);

    PenalisedObjective objective =
        new PenalisedObjective(data, "hinge", standardization, regParam, 0);
    double best = objective.at(row(theirs.coefficients()), new double[] {theirs.intercept()});
    double found = objective.at(ours.coefficientMatrix(), ours.interceptVector().toArray());
    // Not lower either, but for what L-BFGS leaves behind at the kinks of the loss.
    assertThat(found).isBetween(best - 1e-4, best + 1e-6);
    // Where the objective is that close, strong convexity says how close the coefficients are.
    double[] expected = theirs.coefficients().toArray();
    for (int j = 0; j < expected.length; j++) {
      double scale = standardization ? objective.scale(j) : 1;
      assertThat(ours.coefficients().apply(j) * scale)
          .isCloseTo(
              expected[j] * scale, within(Math.sqrt(2 * Math.abs(best - found) / regParam) + 2e-3));
    }
  }
}
