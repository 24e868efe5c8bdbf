package io.sparksgd.ml;

import io.sparksgd.config.JobConfig;
import io.sparksgd.objective.Objective;
import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.spark.sql.types.StructType;

/** The columns that classifiers add: raw prediction, probability, prediction. */
final class ClassifierOutput {
  private final ClassifierColumns<?> columns;
  private final OptionalInt classes;
  private final boolean probability;

  /** Whether predictions are the numbers of the classes, for the metadata of their column. */
  private final boolean numbers;

  private ClassifierOutput(
      ClassifierColumns<?> columns, OptionalInt classes, boolean probability, boolean numbers) {
    this.numbers = numbers;
    this.columns = columns;
    this.classes = classes;
    this.probability = probability;
  }

  /** The output of the model that a fit on this input will give, after checks of the input. */
  static StructType ofFit(SgdClassifier estimator, JobConfig job, StructType schema) {
    FitColumns.check(estimator, schema);
    OptionalInt classes =
        Columns.task(job.model().spec()) == Objective.Task.BINARY
            ? OptionalInt.of(2)
            : job.model().classes().isPresent()
                ? job.model().classes()
                : Columns.classes(schema.apply(estimator.getLabelCol()));
    return new ClassifierOutput(estimator, classes, job.model().spec().hasProbability(), true)
        .appendTo(schema);
  }

  /** The output of a model. */
  static StructType of(SgdClassificationModel model, StructType schema) {
    Columns.vector(schema, "featuresCol", model.getFeaturesCol());
    Columns.width(schema, model.getFeaturesCol(), model.numFeatures());
    StructType all =
        new ClassifierOutput(
                model,
                OptionalInt.of(model.numClasses()),
                model.objective().hasProbability(),
                model.trained().labels().isEmpty())
            .appendTo(schema);
    return model.getHandleInvalid().equals("keep") ? Columns.nullable(schema, all) : all;
  }

  private StructType appendTo(StructType schema) {
    checkThresholds();
    checkProbability();
    StructType all =
        Columns.append(
            schema, "rawPredictionCol", Columns.vectors(columns.getRawPredictionCol(), classes));
    if (probability) {
      all =
          Columns.append(
              all, "probabilityCol", Columns.vectors(columns.getProbabilityCol(), classes));
    }
    return Columns.append(
        all,
        "predictionCol",
        numbers
            ? Columns.classNumbers(columns.getPredictionCol(), classes)
            : Columns.numbers(columns.getPredictionCol()));
  }

  private void checkProbability() {
    String name = columns.getProbabilityCol();
    if (!probability && columns.isSet(columns.probabilityCol()) && !name.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid probabilityCol: " + name + " (allowed: none; the model has no probabilities)");
    }
  }

  private void checkThresholds() {
    if (!columns.isSet(columns.thresholds())) {
      return;
    }
    String given = Arrays.toString(columns.getThresholds());
    if (!probability) {
      throw new IllegalArgumentException(
          "Invalid thresholds: " + given + " (allowed: none; the model has no probabilities)");
    }
    if (classes.isPresent() && columns.getThresholds().length != classes.getAsInt()) {
      throw new IllegalArgumentException(
          "Invalid thresholds: "
              + given
              + " (allowed: one for each of the "
              + classes.getAsInt()
              + " classes)");
    }
  }
}
