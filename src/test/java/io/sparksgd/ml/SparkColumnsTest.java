package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.testkit.MlData;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns behave as those of Spark's own classifier, fitted to the same optimum. */
class SparkColumnsTest {
  private static Dataset<Row> two;
  private static Dataset<Row> three;
  private static LogisticRegressionModel theirTwo;
  private static LogisticRegressionModel theirThree;
  private static SgdClassificationModel ourTwo;
  private static SgdClassificationModel ourThree;

  @BeforeAll
  static void fit() {
    two = MlData.twoClasses(150).cache();
    three = MlData.threeClasses(150).cache();
    theirTwo = theirs().fit(two);
    theirThree = theirs().fit(three);
    ourTwo = ours("logistic").fit(two);
    ourThree = ours("softmax").fit(three);
  }

  private static LogisticRegression theirs() {
    return new LogisticRegression().setRegParam(0.05).setTol(1e-12).setMaxIter(300);
  }

  private static SgdClassifier ours(String model) {
    return new SgdClassifier()
        .setModel(model)
        .setFullBatch(true)
        .setPartitions(1)
        .setOptimizer("sgd")
        .setLearningRate(2)
        .setMaxIter(250)
        .setRegParam(0.05);
  }

  private static void assertSameVectors(Dataset<Row> ours, Dataset<Row> theirs, String column) {
    List<Vector> found = MlData.vectors(ours, column);
    List<Vector> expected = MlData.vectors(theirs, column);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).size()).isEqualTo(expected.get(i).size());
      for (int k = 0; k < found.get(i).size(); k++) {
        assertThat(found.get(i).apply(k)).isCloseTo(expected.get(i).apply(k), within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void columnsValuesAndMetadataAreTheSame(int classes) {
    Dataset<Row> data = classes == 2 ? two : three;
    Dataset<Row> ours = (classes == 2 ? ourTwo : ourThree).transform(data);
    Dataset<Row> theirs = (classes == 2 ? theirTwo : theirThree).transform(data);

    assertThat(ours.columns()).containsExactly(theirs.columns());
    for (String column : List.of("rawPrediction", "probability", "prediction")) {
      assertThat(ours.schema().apply(column).metadata())
          .as(column)
          .isEqualTo(theirs.schema().apply(column).metadata());
      assertThat(ours.schema().apply(column).dataType())
          .isEqualTo(theirs.schema().apply(column).dataType());
    }
    assertSameVectors(ours, theirs, "rawPrediction");
    assertSameVectors(ours, theirs, "probability");
    assertThat(MlData.doubles(ours, "prediction")).isEqualTo(MlData.doubles(theirs, "prediction"));
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0.8", "0.9, 0.1", "0, 1", "1, 0"})
  void thresholdsOfTwoClassesDecideTheSame(double first, double second) {
    double[] thresholds = {first, second};
    LogisticRegressionModel theirs = theirTwo.copy(ParamMap.empty());
    theirs.setThresholds(thresholds);
    SgdClassificationModel ours = ourTwo.copy(ParamMap.empty()).setThresholds(thresholds);

    List<Double> predictions = MlData.doubles(ours.transform(two), "prediction");

    assertThat(predictions).isEqualTo(MlData.doubles(theirs.transform(two), "prediction"));
    assertThat(predictions).isNotEqualTo(MlData.doubles(ourTwo.transform(two), "prediction"));
    assertThat(ours.predict(MlData.vectors(two, "features").get(5))).isEqualTo(predictions.get(5));
  }

  @Test
  void thresholdsOfMoreClassesDecideTheSameAndHaveToBeOneForEach() {
    double[] thresholds = {0.1, 0.7, 0.4};
    LogisticRegressionModel theirs = theirThree.copy(ParamMap.empty());
    theirs.setThresholds(thresholds);
    SgdClassificationModel ours = ourThree.copy(ParamMap.empty()).setThresholds(thresholds);

    assertThat(MlData.doubles(ours.transform(three), "prediction"))
        .isEqualTo(MlData.doubles(theirs.transform(three), "prediction"));
    theirs.setThresholds(new double[] {0.5, 0.5});
    assertThatThrownBy(() -> theirs.transform(three)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ours.setThresholds(0.5, 0.5).transform(three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid thresholds: [0.5, 0.5] (allowed: one for each of the 3 classes)");
  }

  @ParameterizedTest
  @CsvSource({
    "'', probability, prediction",
    "raw, '', prediction",
    "raw, probability, ''",
    "'', '', prediction",
    "'', '', ''"
  })
  void emptyNamesLeaveColumnsOut(String raw, String probability, String prediction) {
    LogisticRegressionModel theirs = theirThree.copy(ParamMap.empty());
    theirs.setRawPredictionCol(raw);
    theirs.setProbabilityCol(probability);
    theirs.setPredictionCol(prediction);
    SgdClassificationModel ours =
        ourThree
            .copy(ParamMap.empty())
            .setRawPredictionCol(raw)
            .setProbabilityCol(probability)
            .setPredictionCol(prediction);

    Dataset<Row> rows = ours.transform(three);

    assertThat(rows.columns()).containsExactly(theirs.transform(three).columns());
    assertThat(ours.transformSchema(three.schema())).isEqualTo(rows.schema());
    if (!prediction.isEmpty()) {
      assertThat(MlData.doubles(rows, prediction))
          .isEqualTo(MlData.doubles(ourThree.transform(three), "prediction"));
    }
  }

  @Test
  void copiesAreTheirOwnAndKeepTheParent() {
    SgdClassificationModel copy = ourTwo.copy(ParamMap.empty());
    copy.setPredictionCol("other");

    assertThat(ourTwo.getPredictionCol()).isEqualTo("prediction");
    assertThat(copy.parent()).isSameAs(ourTwo.parent());
    assertThat(copy.uid()).isEqualTo(ourTwo.uid());
    assertThat(copy.summary()).isSameAs(ourTwo.summary());
    SgdClassifier estimator = ours("logistic");
    SgdClassifier changed = estimator.copy(new ParamMap().put(estimator.learningRate().w(0.5)));
    assertThat(changed.getLearningRate()).isEqualTo(0.5);
    assertThat(estimator.getLearningRate()).isEqualTo(2);
  }

  @Test
  void paramsAreExplainedAsSparksOwn() {
    String ours = ours("logistic").explainParams();

    assertThat(ours)
        .contains(
            "learningRate: learning rate before scaling and schedule; a job without it searches for"
                + " good settings; only with sgd, ",
            "; the default depends on the optimizer (job file: optimizer.learning-rate) (current:"
                + " 2.0)",
            "featuresCol: column of feature vectors (default: features)",
            "clipNorm: longest gradient; longer ones are scaled down (job file:"
                + " optimizer.clip-norm) (undefined)");
    String[] shared = {
      "featuresCol", "labelCol", "weightCol", "predictionCol", "rawPredictionCol", "probabilityCol",
      "thresholds", "maxIter", "regParam", "elasticNetParam", "fitIntercept", "standardization"
    };
    for (String name : shared) {
      assertThat(theirs().hasParam(name)).as(name).isTrue();
      assertThat(ours("logistic").hasParam(name)).as(name).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, -1, 0.5})
  void unknownLabelsAreErrors(double label) {
    Dataset<Row> wrong =
        two.withColumn(
            "label",
            functions
                .when(functions.col("id").equalTo(7), label)
                .otherwise(functions.col("label")));

    assertThatThrownBy(() -> theirs().setFamily("binomial").fit(wrong))
        .isInstanceOf(Exception.class);
    assertThatThrownBy(() -> ours("logistic").fit(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid labels: found ")
        .hasMessageContaining(label == 0.5 ? "0.5" : "" + (int) label)
        .hasMessageEndingWith(" (allowed: 0 and 1, or -1 and 1)");
  }

  @Test
  void vectorsOfAnotherSizeAreErrorsBeforeAnyJobWhereTheMetadataTells() {
    Dataset<Row> narrow =
        new VectorAssembler()
            .setInputCols(new String[] {"id", "weight"})
            .setOutputCol("narrow")
            .transform(two);
    // Rows of a schema without metadata: Spark 3.5 keeps that of a column which is given an empty
    // one.
    StructType plain = new StructType();
    for (StructField field : narrow.schema().fields()) {
      plain = plain.add(field.name(), field.dataType(), field.nullable(), Metadata.empty());
    }
    Dataset<Row> untold = narrow.sparkSession().createDataFrame(narrow.javaRDD(), plain);
    LogisticRegressionModel theirs = theirTwo.copy(ParamMap.empty());
    theirs.setFeaturesCol("narrow");
    SgdClassificationModel ours = ourTwo.copy(ParamMap.empty()).setFeaturesCol("narrow");

    assertThatThrownBy(() -> theirs.transform(untold).collectAsList())
        .isInstanceOf(Exception.class);
    assertThatThrownBy(() -> ours.transform(untold).collectAsList())
        .hasStackTraceContaining("Invalid features: a vector of size 2 (allowed: 3,");
    StructType schema = narrow.schema();
    assertThatThrownBy(() -> ours.transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column narrow has vectors of size 2 (allowed: 3,");
  }

  @Test
  void theClassesOfAnIndexedColumnAreKnownFromItsMetadata() {
    Dataset<Row> named =
        three.withColumn(
            "name", functions.concat(functions.lit("c"), functions.col("label").cast("int")));
    Dataset<Row> indexed =
        new StringIndexer()
            .setInputCol("name")
            .setOutputCol("index")
            .setStringOrderType("alphabetAsc")
            .fit(named)
            .transform(named);
    // A class without rows is still a class.
    Dataset<Row> part = indexed.filter("index < 2");

    SgdClassificationModel ours = ours("softmax").setLabelCol("index").setMaxIter(3).fit(part);

    assertThat(ours.numClasses()).isEqualTo(theirs().setLabelCol("index").fit(part).numClasses());
    StructType schema = ours("softmax").setLabelCol("index").transformSchema(part.schema());
    assertThat(schema).isEqualTo(ours.transform(part).schema());
    assertThat(schema.fieldNames())
        .containsExactlyInAnyOrder(
            theirs().setLabelCol("index").transformSchema(part.schema()).fieldNames());
  }
}
