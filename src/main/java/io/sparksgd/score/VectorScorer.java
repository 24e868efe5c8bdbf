package io.sparksgd.score;

import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.Objective;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import scala.reflect.ClassTag;

/**
 * Scores single feature vectors with a model, on the driver or inside functions on the executors:
 * the weights travel once, not with every row. Thread-safe.
 */
public final class VectorScorer implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Values up to which the weights travel inside the functions. */
  private static final int LARGEST_INLINE = 50_000;

  private final Objective objective;
  private final int features;

  /** The label of each class; empty when that is its number. */
  private final double[] labels;

  /** Null when the weights are a broadcast. */
  private final double[] inline;

  private final Broadcast<double[]> broadcast;

  private VectorScorer(TrainedModel model, double[] inline, Broadcast<double[]> broadcast) {
    this.objective = model.objective();
    this.features = model.features();
    this.labels = model.labels().stream().mapToDouble(Double::doubleValue).toArray();
    this.inline = inline;
    this.broadcast = broadcast;
  }

  /** A scorer for functions on the executors; large weights are broadcast. */
  public static VectorScorer of(SparkContext context, TrainedModel model) {
    double[] weights = model.weights();
    if (weights.length <= LARGEST_INLINE) {
      return new VectorScorer(model, weights, null);
    }
    // Not destroyed: data sets are lazy, and their lineage may need the weights again.
    return new VectorScorer(
        model, null, context.broadcast(weights, ClassTag.<double[]>apply(double[].class)));
  }

  /** A scorer for the driver alone. */
  public static VectorScorer onDriver(TrainedModel model) {
    return new VectorScorer(model, model.weights(), null);
  }

  private double[] weights() {
    return inline != null ? inline : broadcast.value();
  }

  /**
   * The raw outputs (margins) of a vector.
   *
   * @throws IllegalArgumentException if the vector is null, has a value that is not finite, or is
   *     of another size than the model's number of features
   */
  public double[] raw(Vector vector) {
    Optional<String> wrong = invalid(vector);
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid features: " + wrong.get() + " (allowed: vectors of finite numbers)");
    }
    if (vector.size() != features) {
      throw new IllegalArgumentException(
          "Invalid features: a vector of size "
              + vector.size()
              + " (allowed: "
              + features
              + ", the features of the model)");
    }
    double[] raw = new double[objective.outputs()];
    objective.raw(VectorRow.of(vector), 0, weights(), raw);
    return raw;
  }

  /** What is wrong with a vector that cannot be scored: it is null, NaN or infinite. */
  public static Optional<String> invalid(Vector vector) {
    if (vector == null) {
      return Optional.of("null");
    }
    double[] values =
        vector instanceof DenseVector dense ? dense.values() : ((SparseVector) vector).values();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        int at = vector instanceof SparseVector sparse ? sparse.indices()[i] : i;
        return Optional.of(values[i] + " at position " + at);
      }
    }
    return Optional.empty();
  }

  /** Number of raw outputs of a vector. */
  public int outputs() {
    return objective.outputs();
  }

  /** The probability of each class. */
  public double[] probability(double[] raw) {
    double[] probability = new double[Evaluator.classes(objective)];
    objective.predict(raw, probability);
    return probability;
  }

  /** The label of the class, or the predicted mean. */
  public double prediction(double[] raw) {
    return label(objective.predict(raw, null));
  }

  /** The label of a class; of a regression the prediction itself. */
  public double label(double prediction) {
    return labels.length == 0 ? prediction : labels[(int) prediction];
  }
}
