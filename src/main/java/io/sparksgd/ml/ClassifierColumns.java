package io.sparksgd.ml;

import io.sparksgd.ml.params.JobParams;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import scala.runtime.AbstractFunction1;

/**
 * What classifiers and their models share beside {@link PredictorColumns}, named as Spark's own.
 *
 * @param <S> the class itself, which the setters return
 */
public interface ClassifierColumns<S> extends PredictorColumns<S> {
  /** Added column of raw predictions (margins); left out when it is empty. */
  default Param<String> rawPredictionCol() {
    return new Param<>(
        this,
        "rawPredictionCol",
        "added column of margins, [-m, m] for two classes; left out when it is empty");
  }

  default S setRawPredictionCol(String value) {
    return JobParams.put(this, rawPredictionCol(), value);
  }

  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }

  /** Added column of probabilities; left out when it is empty or the model has none. */
  default Param<String> probabilityCol() {
    return new Param<>(
        this,
        "probabilityCol",
        "added column of the probabilities of the classes; left out when it is empty or, as with"
            + " hinge, the model has none");
  }

  default S setProbabilityCol(String value) {
    return JobParams.put(this, probabilityCol(), value);
  }

  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  /** The class with the largest probability / threshold is predicted. */
  default DoubleArrayParam thresholds() {
    return new DoubleArrayParam(
        this,
        "thresholds",
        "one number from 0 for each class, at most one of them 0: the class with the largest"
            + " probability / threshold is predicted",
        new ThresholdCheck());
  }

  default S setThresholds(double... value) {
    return JobParams.put(this, thresholds(), value);
  }

  default double[] getThresholds() {
    return getOrDefault(thresholds());
  }

  /** At least two numbers from 0, at most one of them 0. */
  final class ThresholdCheck extends AbstractFunction1<double[], Object> implements Serializable {
    private static final long serialVersionUID = 1L;

    private ThresholdCheck() {}

    @Override
    public Object apply(double[] values) {
      long zeros = Arrays.stream(values).filter(value -> value == 0).count();
      boolean negative = Arrays.stream(values).anyMatch(value -> !(value >= 0));
      if (values.length < 2 || negative || zeros > 1) {
        throw new IllegalArgumentException(
            "Invalid thresholds: "
                + Arrays.toString(values)
                + " (allowed: a number from 0 for each class, at most one of them 0)");
      }
      return true;
    }
  }
}
