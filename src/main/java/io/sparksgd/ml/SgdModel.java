package io.sparksgd.ml;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.score.VectorScorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

/**
 * What {@link SgdClassificationModel} and {@link SgdRegressionModel} have in common.
 *
 * @param <M> the model itself
 */
public abstract class SgdModel<M extends SgdModel<M>> extends Model<M>
    implements PredictorColumns<M>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final transient TrainedModel trained;
  private final transient Optional<TrainingSummary> summary;
  private final transient VectorScorer scorer;

  SgdModel(String uid, TrainedModel trained, Optional<TrainingSummary> summary) {
    this.uid = uid;
    this.trained = trained;
    this.summary = summary;
    this.scorer = VectorScorer.onDriver(trained);
    setDefault(featuresCol(), "features");
    setDefault(labelCol(), "label");
    setDefault(predictionCol(), "prediction");
    setDefault(handleInvalid(), "error");
  }

  @Override
  public final String uid() {
    return uid;
  }

  /** The kind of model, such as {@code logistic}. */
  public final String kind() {
    return trained.kind();
  }

  /** Number of features. */
  public final int numFeatures() {
    return trained.features();
  }

  /** All parameters, in the order of the model's file. */
  public final double[] parameters() {
    return trained.weights();
  }

  /**
   * The coefficient of each feature.
   *
   * @throws IllegalStateException if the model is not one margin that is linear in the features
   */
  public final Vector coefficients() {
    ParameterGroup group = trained.objective().layout().groups().get(0);
    if (!linear() || group.columns() != 1) {
      throw new IllegalStateException(
          "Invalid coefficients: a " + kind() + " model has not one for each feature");
    }
    return Vectors.dense(Arrays.copyOfRange(trained.weights(), group.offset(), group.end()));
  }

  /**
   * The intercept; 0 when none was fitted.
   *
   * @throws IllegalStateException if the model is not one margin that is linear in the features
   */
  public final double intercept() {
    int features = coefficients().size();
    return trained.intercept() == ModelSpec.Intercept.FITTED ? trained.weights()[features] : 0;
  }

  /** Whether the margins are linear in the features: weights, and intercepts if fitted. */
  final boolean linear() {
    int groups = trained.objective().layout().groups().size();
    return groups == (trained.intercept() == ModelSpec.Intercept.FITTED ? 2 : 1);
  }

  /** The prediction for one vector: the number, or the class by thresholds. */
  public abstract double predict(Vector features);

  /** Whether the model comes from a fit in this session, or from the output folder of a run. */
  public final boolean hasSummary() {
    return summary.isPresent();
  }

  /**
   * How the fit went.
   *
   * @throws IllegalStateException if the model was loaded from a folder that has the model alone
   */
  public final TrainingSummary summary() {
    return summary.orElseThrow(
        () ->
            new IllegalStateException(
                "No training summary available for this model (a fit has one, and a model that is"
                    + " loaded from the output folder of sgd train)"));
  }

  /**
   * The whole way from columns to predictions: {@link SgdFeatures} with what was fitted, as a job
   * file's group {@code features} says, and the model. A model of vectors is the only stage. Both
   * stages have the model's {@code handleInvalid}.
   */
  public final PipelineModel pipeline() {
    List<Transformer> stages = new ArrayList<>();
    trained
        .columns()
        .ifPresent(
            columns -> stages.add(SgdFeatures.of(columns, getFeaturesCol(), getHandleInvalid())));
    stages.add(this);
    return new PipelineModel(uid + "-pipeline", stages);
  }

  /**
   * Bytes of memory, as a Spark Connect server asks for. Spark has this method from 4.0 on, so that
   * it overrides nothing in 3.5.
   */
  @SuppressWarnings("MissingOverride")
  public final long estimatedSize() {
    return ModelSize.of(trained);
  }

  @Override
  public final MLWriter write() {
    return new ModelWriter(this);
  }

  /** The model as its folder describes it, with what Params add. */
  TrainedModel toSave() {
    return trained;
  }

  final TrainedModel trained() {
    return trained;
  }

  final Objective objective() {
    return trained.objective();
  }

  final Optional<TrainingSummary> optionalSummary() {
    return summary;
  }

  /** Scores on the driver. */
  final VectorScorer scorer() {
    return scorer;
  }
}
