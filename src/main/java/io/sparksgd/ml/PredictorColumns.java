package io.sparksgd.ml;

import io.sparksgd.ml.params.JobParams;
import org.apache.spark.ml.param.Param;

/**
 * The columns that estimators and their models share, named as Spark's own.
 *
 * @param <S> the class itself, which the setters return
 */
public interface PredictorColumns<S> extends InvalidRows<S> {
  /** Column of feature vectors. */
  default Param<String> featuresCol() {
    return new Param<>(this, "featuresCol", "column of feature vectors");
  }

  default S setFeaturesCol(String value) {
    return JobParams.put(this, featuresCol(), value);
  }

  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  /** Column of labels. */
  default Param<String> labelCol() {
    return new Param<>(
        this,
        "labelCol",
        "column of labels: numbers, or the class numbers 0 .. k-1; of two classes also -1 and 1");
  }

  default S setLabelCol(String value) {
    return JobParams.put(this, labelCol(), value);
  }

  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  /** Column of row weights; none when it is empty. */
  default Param<String> weightCol() {
    return new Param<>(
        this, "weightCol", "column of row weights, numbers from 0; every row weighs 1 when empty");
  }

  default S setWeightCol(String value) {
    return JobParams.put(this, weightCol(), value);
  }

  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /** Added column of predictions; left out when it is empty. */
  default Param<String> predictionCol() {
    return new Param<>(
        this, "predictionCol", "added column of predictions; left out when it is empty");
  }

  default S setPredictionCol(String value) {
    return JobParams.put(this, predictionCol(), value);
  }

  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }
}
