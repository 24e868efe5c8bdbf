package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.testkit.MlData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.spark.ml.attribute.Attribute$;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of classifiers, as in job files. */
class LabelsTest {
  private final Dataset<Row> two = MlData.twoClasses(200);
  private final Dataset<Row> signs = two.withColumn("label", functions.expr("2 * label - 1"));
  @TempDir private Path directory;

  private static SgdClassifier classifier(String model) {
    return new SgdClassifier()
        .setModel(model)
        .setOptimizer("momentum")
        .setLearningRate(0.1)
        .setBatchSize(50)
        .setMaxIter(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "hinge", "factorization-machine"})
  void signsAreClassesAndArePredicted(String kind) {
    SgdClassificationModel expected = classifier(kind).fit(two);
    SgdClassificationModel found = classifier(kind).fit(signs);

    assertThat(found.parameters()).containsExactly(expected.parameters());
    assertThat(found.labels()).containsExactly(-1, 1);
    assertThat(expected.labels()).containsExactly(0, 1);
    assertThat(MlData.accuracy(found.transform(signs)))
        .isEqualTo(MlData.accuracy(expected.transform(two)))
        .isGreaterThan(0.8);
    assertThat(
            found
                .transform(signs)
                .select("prediction")
                .distinct()
                .as(Encoders.DOUBLE())
                .collectAsList())
        .containsExactlyInAnyOrder(-1.0, 1.0);
    // The area under the curve of Spark's evaluator takes signs, too.
    assertThat(new BinaryClassificationEvaluator().evaluate(found.transform(signs)))
        .isGreaterThan(0.8);
  }

  @Test
  void savedModelsSpeakTheSameLabels() {
    SgdClassificationModel model = classifier("logistic").fit(signs);
    String folder = directory.resolve("signs").toString();
    model.setThresholds(0.9, 0.1);
    assertThat(model.predict(Vectors.dense(-9, 0, 0))).isEqualTo(-1);
    assertThat(model.predict(Vectors.dense(9, 0, 0))).isEqualTo(1);
    save(model, folder);

    SgdClassificationModel loaded = SgdClassificationModel.load(folder);

    assertThat(loaded.labels()).containsExactly(-1, 1);
    assertThat(MlData.doubles(loaded.transform(signs), "prediction"))
        .isEqualTo(MlData.doubles(model.transform(signs), "prediction"))
        .contains(-1.0, 1.0);
  }

  private static void save(SgdClassificationModel model, String folder) {
    try {
      model.write().overwrite().save(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void predictionsThatAreNoClassNumbersHaveNoMetadataOfSuch() {
    SgdClassificationModel model = classifier("logistic").fit(signs);

    assertThat(model.transformSchema(signs.schema()).apply("prediction").metadata().json())
        .isEqualTo("{}");
    assertThat(
            Attribute$.MODULE$.fromStructField(
                classifier("logistic").fit(two).transformSchema(two.schema()).apply("prediction")))
        .isInstanceOf(NominalAttribute.class);
  }

  @Test
  void mixedLabelsAreRefused() {
    Dataset<Row> mixed =
        two.withColumn("label", functions.expr("if(validation, label, 2 * label - 1)"));

    assertThatThrownBy(
            () -> classifier("logistic").setValidationIndicatorCol("validation").fit(mixed))
        .hasMessage("Invalid labels: found -1, 0, 1 (allowed: 0 and 1, or -1 and 1)");
  }

  @Test
  void rowsOfLabelOneAloneAreOfClassOne() {
    SgdClassificationModel ones = classifier("logistic").setMaxIter(3).fit(two.filter("label = 1"));

    assertThat(ones.labels()).containsExactly(0, 1);
    assertThat(ones.predict(Vectors.dense(0, 0, 0))).isEqualTo(1);
    SgdClassificationModel minus =
        classifier("logistic").setMaxIter(3).fit(signs.filter("label = -1"));
    assertThat(minus.labels()).containsExactly(-1, 1);
    assertThat(minus.predict(Vectors.dense(0, 0, 0))).isEqualTo(-1);
  }

  @Test
  void aFitThatGoesOnKeepsTheLabels() {
    SgdClassificationModel before = classifier("logistic").fit(signs);

    assertThat(
            classifier("logistic").setInitialModel(before).fit(signs.filter("label = 1")).labels())
        .containsExactly(-1, 1);
    assertThatThrownBy(() -> classifier("logistic").setInitialModel(before).fit(two))
        .hasMessage("Invalid labels: found 0 (allowed: -1 and 1, the labels of the initial model)");
  }

  @Test
  void classesWithoutRowsHaveToBeMeant() {
    Dataset<Row> ratings = MlData.threeClasses(90).withColumn("label", functions.expr("label + 1"));

    assertThatThrownBy(() -> classifier("softmax").fit(ratings))
        .hasMessage(
            "Invalid labels: found 1, 2, 3, and no row of class 0 (allowed: 0 .. k-1, each with a"
                + " row; setNumClasses(4) allows classes without rows)");
    assertThat(classifier("softmax").setNumClasses(4).fit(ratings).numClasses()).isEqualTo(4);
    Dataset<Row> said =
        ratings.withColumn(
            "label",
            functions.col("label"),
            NominalAttribute.defaultAttr().withName("label").withNumValues(4).toMetadata());
    assertThat(classifier("softmax").fit(said).numClasses()).isEqualTo(4);
  }

  @Test
  void aNumberThatIsNoClassMakesNoMillionOfThem() {
    Dataset<Row> wrong =
        MlData.threeClasses(90).withColumn("label", functions.expr("if(id = 7, 1000000, label)"));

    assertThatThrownBy(() -> classifier("softmax").fit(wrong))
        .hasMessage(
            "Invalid labels: found 0, 1, 2, 1000000, and no row of class 3, 4, 5, 6, 7 (allowed: 0"
                + " .. k-1, each with a row; setNumClasses(1000001) allows classes without rows)");
  }
}
