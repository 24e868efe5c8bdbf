package io.sparksgd.ml;

import io.sparksgd.input.format.HandleInvalid;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.score.VectorScorer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A classifier that {@link SgdClassifier} fitted, or the command line. */
public final class SgdClassificationModel extends SgdModel<SgdClassificationModel>
    implements ClassifierColumns<SgdClassificationModel> {
  private static final long serialVersionUID = 1L;

  /**
   * A model that has learnt nothing: a Spark Connect server looks models up by a service loader,
   * which wants such a constructor and never calls it.
   */
  public SgdClassificationModel() {
    this("", TrainedModel.untrained(new ModelSpec.Logistic()), Optional.empty());
  }

  SgdClassificationModel(String uid, TrainedModel trained, Optional<TrainingSummary> summary) {
    super(uid, trained, summary);
    setDefault(rawPredictionCol(), "rawPrediction");
    setDefault(probabilityCol(), "probability");
  }

  /** Number of classes. */
  public int numClasses() {
    return objective().task() == Objective.Task.BINARY ? 2 : objective().outputs();
  }

  /** The label of each class, in the order of probabilities and thresholds: what is predicted. */
  public double[] labels() {
    return trained().labels().isEmpty()
        ? IntStream.range(0, numClasses()).asDoubleStream().toArray()
        : trained().labels().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The coefficients: a row for each margin (one for two classes, otherwise one for each class), a
   * column for each feature.
   *
   * @throws IllegalStateException if the margins are not linear in the features
   */
  public Matrix coefficientMatrix() {
    if (!linear()) {
      throw new IllegalStateException("Invalid coefficients: a " + kind() + " model has none");
    }
    ParameterGroup group = objective().layout().groups().get(0);
    double[] values = new double[group.size()];
    System.arraycopy(parameters(), group.offset(), values, 0, values.length);
    // Feature-major is column-major here.
    return new DenseMatrix(group.columns(), group.rows(), values);
  }

  /** The intercept of each margin; zeros when none was fitted. */
  public Vector interceptVector() {
    double[] intercepts = new double[coefficientMatrix().numRows()];
    if (trained().intercept() == ModelSpec.Intercept.FITTED) {
      int offset = objective().layout().groups().get(1).offset();
      System.arraycopy(parameters(), offset, intercepts, 0, intercepts.length);
    }
    return Vectors.dense(intercepts);
  }

  /** The margins of one vector, [-m, m] for two classes. */
  public Vector predictRaw(Vector features) {
    return Vectors.dense(Score.widened(scorer().raw(features)));
  }

  /**
   * The probability of each class.
   *
   * @throws IllegalStateException if the model has none
   */
  public Vector predictProbability(Vector features) {
    if (!objective().hasProbability()) {
      throw new IllegalStateException("A " + kind() + " model has no probabilities");
    }
    return Vectors.dense(scorer().probability(scorer().raw(features)));
  }

  @Override
  public double predict(Vector features) {
    return score(scorer(), Score.Input.FEATURES).prediction(features);
  }

  @Override
  TrainedModel toSave() {
    return trained().withThresholds(isSet(thresholds()) ? getThresholds() : new double[0]);
  }

  private Score score(VectorScorer byRow, Score.Input input) {
    return new Score(
        byRow,
        input,
        isSet(thresholds()) ? getThresholds() : null,
        HandleInvalid.of(getHandleInvalid()));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    VectorScorer byRow = VectorScorer.of(dataset.sparkSession().sparkContext(), trained());
    boolean hasRaw = !getRawPredictionCol().isEmpty();
    Dataset<Row> rows =
        Score.valid(dataset.toDF(), getFeaturesCol(), HandleInvalid.of(getHandleInvalid()));
    if (hasRaw) {
      Score score = score(byRow, Score.Input.FEATURES);
      rows = score.add(rows, Score.Output.RAW, getFeaturesCol(), schema, getRawPredictionCol());
    }
    String from = hasRaw ? getRawPredictionCol() : getFeaturesCol();
    Score score = score(byRow, hasRaw ? Score.Input.RAW : Score.Input.FEATURES);
    if (objective().hasProbability() && !getProbabilityCol().isEmpty()) {
      rows = score.add(rows, Score.Output.PROBABILITY, from, schema, getProbabilityCol());
    }
    if (!getPredictionCol().isEmpty()) {
      rows = score.add(rows, Score.Output.PREDICTION, from, schema, getPredictionCol());
    }
    return rows;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return ClassifierOutput.of(this, schema);
  }

  @Override
  public SgdClassificationModel copy(ParamMap extra) {
    SgdClassificationModel copy = new SgdClassificationModel(uid(), trained(), optionalSummary());
    copy.setParent(parent());
    return copyValues(copy, extra);
  }

  /** Reads models of {@code write} and of the command line. */
  public static MLReader<SgdClassificationModel> read() {
    return new ModelReader.OfClassifiers();
  }

  /** Loads a model that was saved here or trained by the command line. */
  public static SgdClassificationModel load(String path) {
    return read().load(path);
  }
}
