package io.sparksgd.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * Params of the job file's groups {@code stop} and {@code evaluate}: when the fit ends, and what is
 * measured on the validation rows meanwhile.
 *
 * @param <S> the class itself, which the setters return
 */
public interface StopParams<S> extends Params {
  /** Most steps (optimizer updates); no limit by default. */
  default IntParam maxIter() {
    return JobParams.count(
        this, "maxIter", "stop.steps", "most steps (optimizer updates); no limit by default");
  }

  default S setMaxIter(int value) {
    return JobParams.put(this, maxIter(), value);
  }

  default int getMaxIter() {
    return (Integer) getOrDefault(maxIter());
  }

  /** Most passes over the rows; 10 by default when neither maxIter nor maxMinutes is set. */
  default DoubleParam epochs() {
    return JobParams.number(
        this,
        "epochs",
        "stop.epochs",
        "most passes over the rows; 10 by default when neither maxIter nor maxMinutes is set");
  }

  default S setEpochs(double value) {
    return JobParams.put(this, epochs(), value);
  }

  default double getEpochs() {
    return (Double) getOrDefault(epochs());
  }

  /** Longest time of training. */
  default DoubleParam maxMinutes() {
    return JobParams.number(this, "maxMinutes", "stop.minutes", "longest time of training");
  }

  default S setMaxMinutes(double value) {
    return JobParams.put(this, maxMinutes(), value);
  }

  default double getMaxMinutes() {
    return (Double) getOrDefault(maxMinutes());
  }

  /**
   * The fit ends when the mean training loss of an epoch has not fallen by more than this share of
   * it for 5 epochs in a row; with full batches a step is an epoch.
   */
  default DoubleParam tol() {
    return JobParams.number(
        this,
        "tol",
        "stop.tolerance",
        "the fit ends when the mean training loss of an epoch has not fallen by more than this"
            + " share of it for 5 epochs in a row; with full batches a step is an epoch");
  }

  default S setTol(double value) {
    return JobParams.put(this, tol(), value);
  }

  default double getTol() {
    return (Double) getOrDefault(tol());
  }

  /** Validation metric that ends the fit when it reaches targetValue; loss by default. */
  default Param<String> targetMetric() {
    return JobParams.text(
        this,
        "targetMetric",
        "stop.target.metric",
        "validation metric that ends the fit when it reaches targetValue; loss by default");
  }

  default S setTargetMetric(String value) {
    return JobParams.put(this, targetMetric(), value);
  }

  default String getTargetMetric() {
    return getOrDefault(targetMetric());
  }

  /** Value of targetMetric that is good enough. */
  default DoubleParam targetValue() {
    return JobParams.number(
        this, "targetValue", "stop.target.value", "value of targetMetric that is good enough");
  }

  default S setTargetValue(double value) {
    return JobParams.put(this, targetValue(), value);
  }

  default double getTargetValue() {
    return (Double) getOrDefault(targetValue());
  }

  /** Validation metric whose stall ends the fit; loss by default. */
  default Param<String> earlyStoppingMetric() {
    return JobParams.text(
        this,
        "earlyStoppingMetric",
        "stop.early.metric",
        "validation metric whose stall ends the fit; loss by default");
  }

  default S setEarlyStoppingMetric(String value) {
    return JobParams.put(this, earlyStoppingMetric(), value);
  }

  default String getEarlyStoppingMetric() {
    return getOrDefault(earlyStoppingMetric());
  }

  /** Evaluations in a row without improvement; 3 by default. */
  default IntParam earlyStoppingPatience() {
    return JobParams.count(
        this,
        "earlyStoppingPatience",
        "stop.early.patience",
        "evaluations in a row without improvement; 3 by default");
  }

  default S setEarlyStoppingPatience(int value) {
    return JobParams.put(this, earlyStoppingPatience(), value);
  }

  default int getEarlyStoppingPatience() {
    return (Integer) getOrDefault(earlyStoppingPatience());
  }

  /** An improvement is more than this; 0 by default. */
  default DoubleParam earlyStoppingMinDelta() {
    return JobParams.number(
        this,
        "earlyStoppingMinDelta",
        "stop.early.min-delta",
        "an improvement is more than this; 0 by default");
  }

  default S setEarlyStoppingMinDelta(double value) {
    return JobParams.put(this, earlyStoppingMinDelta(), value);
  }

  default double getEarlyStoppingMinDelta() {
    return (Double) getOrDefault(earlyStoppingMinDelta());
  }

  /** Whether the model gets the best weights or the last: best or last. */
  default Param<String> earlyStoppingKeep() {
    return JobParams.text(
        this,
        "earlyStoppingKeep",
        "stop.early.keep",
        "whether the model gets the best weights or the last: best or last");
  }

  default S setEarlyStoppingKeep(String value) {
    return JobParams.put(this, earlyStoppingKeep(), value);
  }

  default String getEarlyStoppingKeep() {
    return getOrDefault(earlyStoppingKeep());
  }

  /** Steps between evaluations of the validation rows. */
  default LongParam evaluateEverySteps() {
    return JobParams.whole(
        this,
        "evaluateEverySteps",
        "evaluate.every-steps",
        "steps between evaluations of the validation rows");
  }

  default S setEvaluateEverySteps(long value) {
    return JobParams.put(this, evaluateEverySteps(), value);
  }

  default long getEvaluateEverySteps() {
    return (Long) getOrDefault(evaluateEverySteps());
  }

  /** Epochs between evaluations; 1 by default when evaluateEverySteps is not set. */
  default DoubleParam evaluateEveryEpochs() {
    return JobParams.number(
        this,
        "evaluateEveryEpochs",
        "evaluate.every-epochs",
        "epochs between evaluations; 1 by default when evaluateEverySteps is not set");
  }

  default S setEvaluateEveryEpochs(double value) {
    return JobParams.put(this, evaluateEveryEpochs(), value);
  }

  default double getEvaluateEveryEpochs() {
    return (Double) getOrDefault(evaluateEveryEpochs());
  }

  /** What is measured on the validation rows; all that apply by default. */
  default StringArrayParam validationMetrics() {
    return JobParams.texts(
        this,
        "validationMetrics",
        "evaluate.metrics",
        "what is measured on the validation rows; all that apply by default; f1 of more than two"
            + " classes is the macro average, the mean over the classes that occur");
  }

  default S setValidationMetrics(String... value) {
    return JobParams.put(this, validationMetrics(), value);
  }

  default String[] getValidationMetrics() {
    return getOrDefault(validationMetrics());
  }
}
