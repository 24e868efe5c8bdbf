package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.testkit.MlData;
import io.sparksgd.testkit.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features that are constant in the rows of a fit, with standardization. */
class ConstantFeaturesTest {
  private static final double RATE = 0.5;

  private static final double[][] MONDAY = {
    {1, 1, 1}, {1, 0, 1}, {0, 1, 0}, {0, 0, 0}, {1, 2, 1}, {0, 2, 0}
  };

  private static final double[][] TUESDAY = {{1, 1, 0}, {0, 0, 0}, {1, 2, 0}, {0, 1, 0}};

  /** Rows of a label, features and, after them, marks of validation rows. */
  private static Dataset<Row> rows(Storage storage, double[][] rows, boolean... validation) {
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      double[] x = java.util.Arrays.copyOfRange(rows[i], 1, rows[i].length);
      list.add(
          RowFactory.create(
              rows[i][0],
              storage == Storage.SPARSE ? Vectors.dense(x).toSparse() : Vectors.dense(x),
              i < validation.length && validation[i]));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType())
            .add("v", DataTypes.BooleanType);
    return SharedSpark.session().createDataFrame(list, schema).coalesce(2);
  }

  private enum Storage {
    DENSE,
    SPARSE
  }

  private static Dataset<Row> rows(double[]... rows) {
    return rows(Storage.DENSE, rows);
  }

  private static SgdClassifier full(int steps) {
    return new SgdClassifier()
        .setStandardization(true)
        .setOptimizer("sgd")
        .setLearningRate(RATE)
        .setFullBatch(true)
        .setMaxIter(steps);
  }

  /**
   * Full-batch descent of the logistic loss in the features' own units: a weight moves by {@code
   * rate / s^2} times its slope, with the deviations that are given; one of 0 does not move.
   */
  private static double[] descend(double[] from, double[][] rows, double[] deviations, int steps) {
    double[] w = from.clone();
    int features = w.length - 1;
    for (int step = 0; step < steps; step++) {
      double[] slope = new double[w.length];
      for (double[] row : rows) {
        double margin = w[features];
        for (int j = 0; j < features; j++) {
          margin += w[j] * row[1 + j];
        }
        double residual = (1 / (1 + Math.exp(-margin)) - row[0]) / rows.length;
        for (int j = 0; j < features; j++) {
          slope[j] += residual * row[1 + j];
        }
        slope[features] += residual;
      }
      for (int j = 0; j < features; j++) {
        w[j] -= deviations[j] == 0 ? 0 : RATE / (deviations[j] * deviations[j]) * slope[j];
      }
      w[features] -= RATE * slope[features];
    }
    return w;
  }

  /** The unbiased deviations of the features; exactly 0 for constants. */
  private static double[] deviations(double[]... rows) {
    double[] deviations = new double[rows[0].length - 1];
    for (int j = 0; j < deviations.length; j++) {
      double sum = 0;
      for (double[] row : rows) {
        sum += row[1 + j];
      }
      double squares = 0;
      boolean varies = false;
      for (double[] row : rows) {
        squares += Math.pow(row[1 + j] - sum / rows.length, 2);
        varies |= row[1 + j] != rows[0][1 + j];
      }
      deviations[j] = varies ? Math.sqrt(squares / (rows.length - 1)) : 0;
    }
    return deviations;
  }

  private static void assertClose(double[] found, double[] expected) {
    assertThat(found).containsExactly(expected, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 14.62, 1.1, 0.001, 123.456, 1, -7.3, 1e300})
  void aConstantHasTheCoefficientZero(double constant) {
    double[][] rows = new double[60][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i % 2, constant, i % 2 == 0 ? -1 : 1};
    }
    Dataset<Row> data = rows(rows);

    SgdClassificationModel model =
        new SgdClassifier().setEpochs(5).setBatchSize(20).setLearningRate(0.1).fit(data);

    assertThat(model.coefficients().apply(0)).isZero();
    assertThat(model.coefficients().apply(1)).isGreaterThan(1);
    assertThat(MlData.accuracy(model.transform(data))).isEqualTo(1);
    SgdRegressionModel regression =
        new SgdRegressor().setEpochs(5).setBatchSize(20).setLearningRate(0.1).fit(data);
    assertThat(regression.coefficients().apply(0)).isZero();
    assertThat(regression.summary().objectiveHistory()[14]).isLessThan(0.1);
  }

  @Test
  void differencesOfRoundingAreConstants() {
    double[][] rows = new double[60][];
    for (int i = 0; i < rows.length; i++) {
      double sum = i % 3 == 0 ? 0.1 + 0.2 : 0.3;
      rows[i] = new double[] {i % 2, sum, i == 7 ? Math.nextUp(1e6) : 1e6, i % 2 == 0 ? -1 : 1};
    }
    Dataset<Row> data = rows(rows);

    SgdClassificationModel model =
        new SgdClassifier().setEpochs(5).setBatchSize(20).setLearningRate(0.1).fit(data);

    assertThat(model.coefficients().apply(0)).isZero();
    assertThat(model.coefficients().apply(1)).isZero();
    assertThat(MlData.accuracy(model.transform(data))).isEqualTo(1);
  }

  @Test
  void featuresThatHardlyVaryAreLearned() {
    double[][] rows = new double[60][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i % 2, 1e6 + (i % 2) * 1e-6};
    }
    Dataset<Row> data = rows(rows);
    SgdRegressionModel model =
        new SgdRegressor()
            .setStandardization(true)
            .setOptimizer("sgd")
            .setFullBatch(true)
            .setMaxIter(1)
            .setLearningRate(1e-27)
            .fit(data);

    // One step from 0: rate * mean(y x) / s^2, s^2 = d^2 / 4 * 60 / 59.
    double distance = rows[1][1] - rows[0][1];
    double expected = 1e-27 * rows[1][1] / 2 / (distance * distance / 4 * 60 / 59);
    assertThat(model.coefficients().apply(0)).isCloseTo(expected, within(expected * 1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e300, 1e200, 1e-200, 1e-290})
  void unitsOfAnySizeGiveTheSameModel(double unit) {
    double[][] plain = new double[40][];
    double[][] large = new double[40][];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = new double[] {i % 2, i % 4 - 1.5};
      large[i] = new double[] {i % 2, (i % 4 - 1.5) * unit};
    }
    double expected = full(20).fit(rows(plain)).coefficients().apply(0);

    double found = full(20).fit(rows(large)).coefficients().apply(0);

    assertThat(found * unit).isCloseTo(expected, within(1e-9));
  }

  @Test
  void deviationsThatAreNoNumbersAreRefused() {
    Dataset<Row> data = rows(new double[] {0, -1.7e308}, new double[] {1, 1.7e308});

    assertThatThrownBy(() -> full(1).fit(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid featuresCol: feature 0 has values from -1.7E308 to 1.7E308, whose standard"
                + " deviation cannot be divided by (allowed: values of usual size, or"
                + " setScale(\"none\"))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DENSE", "SPARSE"})
  void aFeatureThatADayLacksKeepsItsWeight(String storage) {
    Dataset<Row> monday = rows(Storage.valueOf(storage), MONDAY);
    Dataset<Row> tuesday = rows(Storage.valueOf(storage), TUESDAY);
    SgdClassificationModel before = full(50).fit(monday);
    assertThat(before.coefficients().apply(1)).isCloseTo(5.23, within(0.01));

    SgdClassificationModel after =
        full(1).setLearningRate(1e-9).setInitialModel(before).fit(tuesday);

    assertThat(after.coefficients().apply(1)).isEqualTo(before.coefficients().apply(1));
    assertThat(after.coefficients().apply(0))
        .isCloseTo(before.coefficients().apply(0), within(1e-8));
    assertThat(after.intercept()).isCloseTo(before.intercept(), within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.3})
  void threeDaysAreThoseOfADescentInTheFeaturesOwnUnits(double constant) {
    double[][] tuesday = constantly(constant);
    double[][] wednesday = {{1, 1, 0.5}, {0, 0, 1}, {1, 2, 2}, {0, 1, -1}, {0, 3, 0}};
    SgdClassificationModel first = full(50).fit(rows(MONDAY));
    SgdClassificationModel second = full(30).setInitialModel(first).fit(rows(tuesday));
    SgdClassificationModel third = full(20).setInitialModel(second).fit(rows(wednesday));

    double[] one = descend(new double[3], MONDAY, deviations(MONDAY), 50);
    double[] two = descend(one, tuesday, deviations(tuesday), 30);
    double[] three = descend(two, wednesday, deviations(wednesday), 20);

    assertClose(first.parameters(), one);
    assertClose(second.parameters(), two);
    assertThat(second.coefficients().apply(1)).isEqualTo(first.coefficients().apply(1));
    assertClose(third.parameters(), three);
  }

  private static double[][] constantly(double constant) {
    double[][] rows = new double[TUESDAY.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = TUESDAY[i].clone();
      rows[i][2] = constant;
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2})
  void withAnOptimizerThatGoesOnScalesAreThoseOfTheFirstDayOnWhichAFeatureVaried(double constant) {
    double[][] monday = constantly(constant);
    SgdClassifier daily = full(10).setKeepOptimizer(true);
    SgdClassificationModel first = daily.fit(rows(monday));
    daily.setInitialOptimizer(true);
    SgdClassificationModel second = daily.setInitialModel(first).fit(rows(MONDAY));
    SgdClassificationModel third = daily.setInitialModel(second).fit(rows(monday));
    double[][] last = {{1, 1, 9}, {0, 0, 4}, {1, 2, 5}};
    SgdClassificationModel fourth = daily.setInitialModel(third).fit(rows(last));

    double[] scales = {deviations(monday)[0], deviations(MONDAY)[1]};
    double[] frozen = {scales[0], 0};
    double[] one = descend(new double[3], monday, frozen, 10);
    double[] two = descend(one, MONDAY, scales, 10);
    double[] three = descend(two, monday, frozen, 10);

    assertClose(first.parameters(), one);
    assertThat(first.coefficients().apply(1)).isZero();
    assertClose(second.parameters(), two);
    assertThat(second.coefficients().apply(1)).isNotZero();
    assertClose(third.parameters(), three);
    assertThat(third.coefficients().apply(1)).isEqualTo(second.coefficients().apply(1));
    assertClose(fourth.parameters(), descend(three, last, scales, 10));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2})
  void anAverageGoesOnOverDaysWithoutAFeature(double constant) {
    double[][] tuesday = constantly(constant);
    SgdClassifier daily = full(7).setAverageDecay(0.8).setKeepOptimizer(true);
    SgdClassificationModel first = daily.fit(rows(MONDAY));
    daily.setInitialOptimizer(true);
    SgdClassificationModel second = daily.setInitialModel(first).fit(rows(tuesday));
    SgdClassificationModel third = daily.setInitialModel(second).fit(rows(MONDAY));

    double[] scales = deviations(MONDAY);
    double[] frozen = {scales[0], 0};
    double[] weights = descend(new double[3], MONDAY, scales, 1);
    double[] average = weights.clone();
    for (int step = 2; step <= 21; step++) {
      boolean lacks = step > 7 && step <= 14;
      weights = lacks ? descend(weights, tuesday, frozen, 1) : descend(weights, MONDAY, scales, 1);
      // A feature that is constant keeps its weight; the intercept has its part of the margin.
      double part = lacks ? (weights[1] - average[1]) * constant : 0;
      average[0] += 0.2 * (weights[0] - average[0]);
      average[1] += lacks ? 0 : 0.2 * (weights[1] - average[1]);
      average[2] += 0.2 * (weights[2] + part - average[2]);
      if (step == 7) {
        assertClose(first.parameters(), average);
      } else if (step == 14) {
        assertClose(second.parameters(), average);
        assertThat(second.coefficients().apply(1)).isEqualTo(first.coefficients().apply(1));
      }
    }
    assertClose(third.parameters(), average);
  }

  @ParameterizedTest
  @ValueSource(strings = {"momentum", "adamw", "adagrad", "ftrl", "lion", "lamb"})
  void noRuleAndNoPenaltyChangesAWeightThatIsKept(String optimizer) {
    SgdClassifier daily =
        new SgdClassifier()
            .setStandardization(true)
            .setOptimizer(optimizer)
            .setLearningRate(0.1)
            .setFullBatch(true)
            .setMaxIter(10)
            .setKeepOptimizer(true);
    if (!optimizer.equals("ftrl")) {
      daily.setRegParam(0.1).setElasticNetParam(0.5);
    }
    SgdClassificationModel before = daily.fit(rows(MONDAY));
    assertThat(before.coefficients().apply(1)).isNotZero();

    SgdClassificationModel after =
        daily.setInitialOptimizer(true).setInitialModel(before).fit(rows(constantly(1)));

    assertThat(after.coefficients().apply(1)).isEqualTo(before.coefficients().apply(1));
    assertThat(after.coefficients().apply(0)).isNotEqualTo(before.coefficients().apply(0));
  }

  @Test
  void validationRowsAreJudgedWithTheWeightsOfTheModel() {
    SgdClassificationModel before = full(50).fit(rows(MONDAY));
    double[][] all = {{1, 1, 3}, {0, 0, 3}, {1, 2, 3}, {0, 1, 3}, {1, 1, 1}, {0, 1, 0}, {1, 0, 3}};
    boolean[] marks = {false, false, false, false, true, true, true};

    SgdClassificationModel after =
        full(4)
            .setInitialModel(before)
            .setValidationIndicatorCol("v")
            .setEvaluateEverySteps(4)
            .fit(rows(Storage.SPARSE, all, marks));

    double loss = 0;
    for (int i = 4; i < all.length; i++) {
      double margin =
          after.coefficients().apply(0) * all[i][1]
              + after.coefficients().apply(1) * all[i][2]
              + after.intercept();
      loss += Math.log1p(Math.exp(all[i][0] == 1 ? -margin : margin)) / 3;
    }
    assertThat(after.summary().validationHistory()).hasSize(1);
    assertThat(after.summary().validationHistory()[0]).isCloseTo(loss, within(1e-12));
    assertThat(after.coefficients().apply(1)).isEqualTo(before.coefficients().apply(1));
  }

  @Test
  void everyClassKeepsItsWeights() {
    double[][] monday = {{0, 1, 1}, {1, 0, 1}, {2, 1, 0}, {0, 0, 0}, {1, 2, 1}, {2, 2, 3}};
    double[][] tuesday = {{0, 1, 4}, {1, 0, 4}, {2, 3, 4}};
    SgdClassificationModel before = full(20).setModel("softmax").fit(rows(monday));

    SgdClassificationModel after =
        full(20).setModel("softmax").setInitialModel(before).fit(rows(tuesday));

    for (int k = 0; k < 3; k++) {
      assertThat(after.coefficientMatrix().apply(k, 1))
          .isNotZero()
          .isEqualTo(before.coefficientMatrix().apply(k, 1));
      assertThat(after.coefficientMatrix().apply(k, 0))
          .isNotEqualTo(before.coefficientMatrix().apply(k, 0));
    }
    // The training began with the margins of the model before.
    double loss = 0;
    for (double[] row : tuesday) {
      loss -=
          Math.log(before.predictProbability(Vectors.dense(row[1], row[2])).apply((int) row[0]))
              / 3;
    }
    assertThat(after.summary().objectiveHistory()[0]).isCloseTo(loss, within(1e-12));
  }

  @Test
  void aClassThatADayLacksKeepsItsWeights() {
    SgdClassificationModel monday =
        full(50).setModel("softmax").fit(rows(new double[][] {{0, 1}, {1, 2}, {2, 3}}));

    SgdClassificationModel tuesday =
        full(1)
            .setModel("softmax")
            .setLearningRate(1e-9)
            .setInitialModel(monday)
            .fit(rows(new double[][] {{0, 1}, {2, 2}}));

    assertThat(tuesday.numClasses()).isEqualTo(3);
    assertThat(tuesday.parameters()).containsExactly(monday.parameters(), within(1e-8));
  }

  @Test
  void networksKeepTheWeightsOfTheirFirstLayer() {
    SgdClassifier network =
        full(5).setModel("mlp").setHiddenLayers(3).setModelOutput("logistic").setActivation("tanh");
    SgdClassificationModel before = network.fit(rows(MONDAY));
    double[] first = before.parameters();

    SgdClassificationModel after = network.setInitialModel(before).fit(rows(constantly(2)));

    double[] second = after.parameters();
    for (int unit = 0; unit < 3; unit++) {
      assertThat(second[3 + unit]).isNotZero().isEqualTo(first[3 + unit]);
    }
    double loss = 0;
    for (double[] row : constantly(2)) {
      double p = before.predictProbability(Vectors.dense(row[1], row[2])).apply(1);
      loss -= Math.log(row[0] == 1 ? p : 1 - p) / TUESDAY.length;
    }
    assertThat(after.summary().objectiveHistory()[0]).isCloseTo(loss, within(1e-12));
  }

  @Test
  void withoutAnInterceptAnAbsentFeatureIsKeptAndAConstantOneLearns() {
    SgdClassifier classifier = full(20).setFitIntercept(false);
    SgdClassificationModel before = classifier.fit(rows(MONDAY));

    SgdClassificationModel absent = classifier.setInitialModel(before).fit(rows(constantly(0)));
    SgdClassificationModel constant = classifier.setInitialModel(before).fit(rows(constantly(2)));

    assertThat(absent.coefficients().apply(1)).isEqualTo(before.coefficients().apply(1));
    assertThat(constant.coefficients().apply(1)).isNotEqualTo(before.coefficients().apply(1));
    double loss = 0;
    for (double[] row : constantly(2)) {
      double p = before.predictProbability(Vectors.dense(row[1], row[2])).apply(1);
      loss -= Math.log(row[0] == 1 ? p : 1 - p) / TUESDAY.length;
    }
    assertThat(constant.summary().objectiveHistory()[0]).isCloseTo(loss, within(1e-12));
  }
}
