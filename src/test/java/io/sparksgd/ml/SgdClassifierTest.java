package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.testkit.MlData;
import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SgdClassifierTest {
  private static Dataset<Row> two;
  private static Dataset<Row> three;
  @TempDir private Path directory;

  @BeforeAll
  static void data() {
    two = MlData.twoClasses(300).cache();
    three = MlData.threeClasses(300).cache();
  }

  private static SgdClassifier classifier(String model) {
    return new SgdClassifier()
        .setModel(model)
        .setOptimizer("momentum")
        .setLearningRate(0.1)
        .setBatchSize(50)
        .setEpochs(10);
  }

  private String place(String name) {
    return directory.resolve(name).toString();
  }

  @ParameterizedTest
  @CsvSource({"logistic, 2", "hinge, 2", "softmax, 2", "softmax, 3"})
  void everyModelOfClassesLearns(String model, int classes) {
    Dataset<Row> data = classes == 2 ? two : three;

    SgdClassificationModel fitted = classifier(model).fit(data);

    assertThat(fitted.numClasses()).isEqualTo(classes);
    assertThat(fitted.numFeatures()).isEqualTo(3);
    assertThat(MlData.accuracy(fitted.transform(data))).isGreaterThan(classes == 2 ? 0.75 : 0.6);
    assertThat(fitted.summary().totalIterations()).isEqualTo(60);
    assertThat(fitted.summary().objectiveHistory()).hasSize(60);
  }

  @ParameterizedTest
  @CsvSource({"logistic, 2", "hinge, 2", "softmax, 3"})
  void modelsComeBackFromTheirFolderBitForBit(String model, int classes) throws Exception {
    Dataset<Row> data = classes == 2 ? two : three;
    SgdClassificationModel fitted =
        classifier(model).setPredictionCol("guess").setRawPredictionCol("margins").fit(data);
    fitted.write().overwrite().save(place("model"));
    fitted.write().overwrite().save(place("model"));

    SgdClassificationModel loaded = SgdClassificationModel.load(place("model"));

    assertThat(loaded.uid()).isEqualTo(fitted.uid());
    assertThat(loaded.parameters()).containsExactly(fitted.parameters());
    assertThat(loaded.getPredictionCol()).isEqualTo("guess");
    assertThat(loaded.transform(data).columns()).containsExactly(fitted.transform(data).columns());
    assertThat(MlData.vectors(loaded.transform(data), "margins"))
        .isEqualTo(MlData.vectors(fitted.transform(data), "margins"));
    assertThat(loaded.hasSummary()).isFalse();
    assertThatThrownBy(loaded::summary).hasMessageContaining("No training summary available");
    assertThatThrownBy(() -> fitted.write().save(place("model")))
        .hasMessageContaining("already exists");
  }

  @Test
  void estimatorsComeBackWithTheirParams() throws Exception {
    SgdClassifier saved =
        classifier("softmax").setRegParam(0.25).setValidationMetrics("loss", "accuracy");
    saved.save(place("estimator"));

    SgdClassifier loaded = SgdClassifier.load(place("estimator"));

    assertThat(loaded.uid()).isEqualTo(saved.uid());
    assertThat(loaded.getModel()).isEqualTo("softmax");
    assertThat(loaded.getRegParam()).isEqualTo(0.25);
    assertThat(loaded.getBatchSize()).isEqualTo(50);
    assertThat(loaded.getValidationMetrics()).containsExactly("loss", "accuracy");
    assertThat(loaded.paramMap().size()).isEqualTo(saved.paramMap().size());
  }

  @Test
  void pipelinesAndTheirModelsComeBack() throws Exception {
    StandardScaler scaler =
        new StandardScaler().setInputCol("features").setOutputCol("scaled").setWithMean(true);
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {scaler, classifier("logistic").setFeaturesCol("scaled")});
    pipeline.save(place("pipeline"));
    PipelineModel fitted = Pipeline.load(place("pipeline")).fit(two);
    fitted.save(place("fitted"));

    PipelineModel loaded = PipelineModel.load(place("fitted"));

    assertThat(loaded.stages()[1]).isInstanceOf(SgdClassificationModel.class);
    assertThat(MlData.doubles(loaded.transform(two), "prediction"))
        .isEqualTo(MlData.doubles(fitted.transform(two), "prediction"));
    assertThat(MlData.accuracy(loaded.transform(two))).isGreaterThan(0.75);
  }

  @Test
  void theSameFitGivesTheSameBits() {
    assertThat(classifier("logistic").fit(two).parameters())
        .containsExactly(classifier("logistic").fit(two).parameters());
  }

  @Test
  void wrongValuesFailWhenTheyAreSet() {
    SgdClassifier classifier = new SgdClassifier();

    assertThatThrownBy(() -> classifier.setLearningRate(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid learningRate: -1.0 (allowed: a number above 0)");
    assertThatThrownBy(() -> classifier.setOptimizer("adma"))
        .hasMessageStartingWith("Invalid optimizer: adma (did you mean adam?) (allowed: sgd, ");
    assertThatThrownBy(() -> classifier.setMomentum(1))
        .hasMessage("Invalid momentum: 1.0 (allowed: a number from 0 to below 1)");
    assertThatThrownBy(() -> classifier.setBatchSize(0))
        .hasMessage("Invalid batchSize: 0 (allowed: a whole number from 1)");
    assertThatThrownBy(() -> classifier.setElasticNetParam(1.5))
        .hasMessage("Invalid elasticNetParam: 1.5 (allowed: a number from 0 to 1)");
    assertThatThrownBy(() -> classifier.setThresholds(0.5, -1))
        .hasMessageStartingWith("Invalid thresholds: [0.5, -1.0] (allowed: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.train=x",
        "data={train: x}",
        "features.categorical=[x]",
        "checkpoint.dir=x",
        "name=x",
        "output=x"
      })
  void settingsOfFilesAreRefused(String setting) {
    SgdClassifier classifier = new SgdClassifier();
    assertThatThrownBy(() -> classifier.setSettings("penalty.l1=0", setting))
        .hasMessage(
            "Invalid settings: "
                + setting
                + " (allowed: all keys but those of checkpoint, data, features, name, output; the"
                + " Params for columns say what is read)");
  }

  @Test
  void wrongCombinationsFailBeforeAnyJob() {
    assertThatThrownBy(
            () -> classifier("logistic").setMiniBatchFraction(0.5).transformSchema(two.schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than one size (allowed: one of size, fraction, full)");
    assertThatThrownBy(() -> classifier("logistic").setBeta1(0.5).transformSchema(two.schema()))
        .hasMessage(
            "beta1: Invalid beta1: it has no effect here (only with optimizer: adam, amsgrad,"
                + " adamw, lamb, lion, prodigy, schedule-free-adamw)");
    assertThatThrownBy(() -> classifier("linear").transformSchema(two.schema()))
        .hasMessage(
            "Invalid model: linear for SgdClassifier (allowed: logistic, softmax, hinge; mlp and"
                + " factorization-machine with such a modelOutput)");
    assertThatThrownBy(() -> classifier("logistic").setStepSize(1).transformSchema(two.schema()))
        .hasMessage("Invalid stepSize: learningRate is set, too (allowed: one of them)");
    assertThatThrownBy(
            () -> classifier("logistic").setFeaturesCol("label").transformSchema(two.schema()))
        .hasMessage("Invalid featuresCol: column label is of type double (allowed: vector)");
    assertThatThrownBy(
            () -> classifier("logistic").setPredictionCol("id").transformSchema(two.schema()))
        .hasMessageContaining("column id already exists");
    assertThatThrownBy(
            () -> classifier("hinge").setThresholds(0.5, 0.5).transformSchema(two.schema()))
        .hasMessageContaining("the model has no probabilities");
    assertThatThrownBy(
            () -> classifier("hinge").setProbabilityCol("p").transformSchema(two.schema()))
        .hasMessage("Invalid probabilityCol: p (allowed: none; the model has no probabilities)");
  }

  @Test
  void vectorsOfOneSizePredictByThemselves() {
    SgdClassificationModel model = classifier("logistic").fit(two);

    double m = model.coefficients().dot(Vectors.dense(1, 2, 3)) + model.intercept();

    assertThat(model.predictRaw(Vectors.dense(1, 2, 3)).toArray()).containsExactly(-m, m);
    assertThat(model.predictProbability(Vectors.dense(1, 2, 3)).apply(1))
        .isEqualTo(1 / (1 + Math.exp(-m)));
    assertThatThrownBy(() -> model.predict(Vectors.dense(1, 2)))
        .hasMessage("Invalid features: a vector of size 2 (allowed: 3, the features of the model)");
  }
}
