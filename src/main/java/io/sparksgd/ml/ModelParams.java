package io.sparksgd.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Params of the job file's group {@code model}, of its penalty and of its rows: what is fitted to
 * what.
 *
 * @param <S> the class itself, which the setters return
 */
public interface ModelParams<S> extends Params {
  /**
   * Model and loss: logistic, softmax or hinge for classes; linear, huber, quantile or poisson for
   * numbers; factorization-machine or mlp for both.
   */
  default Param<String> model() {
    return JobParams.text(
        this,
        "model",
        "model.kind",
        "model and loss: logistic, softmax or hinge for classes; linear, huber, quantile or poisson"
            + " for numbers; factorization-machine or mlp for both");
  }

  default S setModel(String value) {
    return JobParams.put(this, model(), value);
  }

  default String getModel() {
    return getOrDefault(model());
  }

  /** Whether the margin has an intercept; it is never penalised. */
  default BooleanParam fitIntercept() {
    return JobParams.flag(
        this,
        "fitIntercept",
        "model.intercept",
        "whether the margin has an intercept; it is never penalised");
  }

  default S setFitIntercept(boolean value) {
    return JobParams.put(this, fitIntercept(), value);
  }

  default boolean getFitIntercept() {
    return (Boolean) getOrDefault(fitIntercept());
  }

  /** Number of classes, only with softmax, as a model or an output; found from the labels. */
  default IntParam numClasses() {
    return JobParams.count(
        this,
        "numClasses",
        "model.classes",
        "number of classes, only with softmax, as a model or an output; found from the label column"
            + " by default");
  }

  default S setNumClasses(int value) {
    return JobParams.put(this, numClasses(), value);
  }

  default int getNumClasses() {
    return (Integer) getOrDefault(numClasses());
  }

  /**
   * Residual at which the loss turns from quadratic to linear, only with huber; 1.35 by default.
   */
  default DoubleParam delta() {
    return JobParams.number(
        this,
        "delta",
        "model.delta",
        "residual at which the loss turns from quadratic to linear, only with huber; 1.35 by"
            + " default");
  }

  default S setDelta(double value) {
    return JobParams.put(this, delta(), value);
  }

  default double getDelta() {
    return (Double) getOrDefault(delta());
  }

  /** The quantile that is predicted, only with quantile; 0.5 by default. */
  default DoubleParam quantile() {
    return JobParams.number(
        this,
        "quantile",
        "model.quantile",
        "the quantile that is predicted, only with quantile; 0.5 by default");
  }

  default S setQuantile(double value) {
    return JobParams.put(this, quantile(), value);
  }

  default double getQuantile() {
    return (Double) getOrDefault(quantile());
  }

  /** Loss of a factorization machine or a perceptron: logistic, softmax, linear or huber. */
  default Param<String> modelOutput() {
    return JobParams.text(
        this,
        "modelOutput",
        "model.output",
        "loss of a factorization machine or a perceptron: logistic, softmax, linear or huber");
  }

  default S setModelOutput(String value) {
    return JobParams.put(this, modelOutput(), value);
  }

  default String getModelOutput() {
    return getOrDefault(modelOutput());
  }

  /** Length of the vectors of a factorization machine; 8 by default. */
  default IntParam factors() {
    return JobParams.count(
        this,
        "factors",
        "model.factors",
        "length of the vectors of a factorization machine; 8 by default");
  }

  default S setFactors(int value) {
    return JobParams.put(this, factors(), value);
  }

  default int getFactors() {
    return (Integer) getOrDefault(factors());
  }

  /** Standard deviation of the start values of these vectors; 0.01 by default. */
  default DoubleParam initScale() {
    return JobParams.number(
        this,
        "initScale",
        "model.init-scale",
        "standard deviation of the start values of these vectors; 0.01 by default");
  }

  default S setInitScale(double value) {
    return JobParams.put(this, initScale(), value);
  }

  default double getInitScale() {
    return (Double) getOrDefault(initScale());
  }

  /** Widths of the hidden layers of a perceptron, from the features on. */
  default IntArrayParam hiddenLayers() {
    return JobParams.counts(
        this,
        "hiddenLayers",
        "model.hidden",
        "widths of the hidden layers of a perceptron, from the features on");
  }

  default S setHiddenLayers(int... value) {
    return JobParams.put(this, hiddenLayers(), value);
  }

  default int[] getHiddenLayers() {
    return getOrDefault(hiddenLayers());
  }

  /** What hidden units do: relu, tanh, sigmoid or gelu; relu by default. */
  default Param<String> activation() {
    return JobParams.text(
        this,
        "activation",
        "model.activation",
        "what hidden units do: relu, tanh, sigmoid or gelu (its tanh approximation); relu by"
            + " default");
  }

  default S setActivation(String value) {
    return JobParams.put(this, activation(), value);
  }

  default String getActivation() {
    return getOrDefault(activation());
  }

  /** Share of the hidden units that are silent in each row of the training; 0 by default. */
  default DoubleParam dropout() {
    return JobParams.number(
        this,
        "dropout",
        "model.dropout",
        "share of the hidden units that are silent in each row of the training; 0 by default");
  }

  default S setDropout(double value) {
    return JobParams.put(this, dropout(), value);
  }

  default double getDropout() {
    return (Double) getOrDefault(dropout());
  }

  /**
   * Share of a label that goes to all classes alike, only with softmax outputs of a perceptron; 0
   * by default.
   */
  default DoubleParam labelSmoothing() {
    return JobParams.number(
        this,
        "labelSmoothing",
        "model.label-smoothing",
        "share of a label that goes to all classes alike, only with softmax outputs of a"
            + " perceptron; 0 by default");
  }

  default S setLabelSmoothing(double value) {
    return JobParams.put(this, labelSmoothing(), value);
  }

  default double getLabelSmoothing() {
    return (Double) getOrDefault(labelSmoothing());
  }

  /** Class of a model of one's own, only with custom; settings can give its model.settings. */
  default Param<String> modelClass() {
    return JobParams.text(
        this,
        "modelClass",
        "model.class",
        "class of a model of one's own, only with custom; settings can give its model.settings");
  }

  default S setModelClass(String value) {
    return JobParams.put(this, modelClass(), value);
  }

  default String getModelClass() {
    return getOrDefault(modelClass());
  }

  /** Whether the optimizer goes on, too, with what that of the initial model remembered. */
  default BooleanParam initialOptimizer() {
    return JobParams.flag(
        this,
        "initialOptimizer",
        "model.init-optimizer",
        "whether the optimizer goes on with what that of the initial model remembered");
  }

  default S setInitialOptimizer(boolean value) {
    return JobParams.put(this, initialOptimizer(), value);
  }

  default boolean getInitialOptimizer() {
    return (Boolean) getOrDefault(initialOptimizer());
  }

  /** Whether the model has what the optimizer remembers, for fits that go on with it. */
  default BooleanParam keepOptimizer() {
    return JobParams.flag(
        this,
        "keepOptimizer",
        "model.keep-optimizer",
        "whether the model and its folder have what the optimizer remembers at the end");
  }

  default S setKeepOptimizer(boolean value) {
    return JobParams.put(this, keepOptimizer(), value);
  }

  default boolean getKeepOptimizer() {
    return (Boolean) getOrDefault(keepOptimizer());
  }

  /** Folder of a saved model whose weights are the start. */
  default Param<String> initialModel() {
    return JobParams.text(
        this, "initialModel", "model.init", "folder of a saved model whose weights are the start");
  }

  default S setInitialModel(String value) {
    return JobParams.put(this, initialModel(), value);
  }

  default String getInitialModel() {
    return getOrDefault(initialModel());
  }

  /** Share of the rows that is held out for validation, drawn with the seed. */
  default DoubleParam validationFraction() {
    return JobParams.number(
        this,
        "validationFraction",
        "data.validation-fraction",
        "share of the rows that is held out for validation, drawn with the seed");
  }

  default S setValidationFraction(double value) {
    return JobParams.put(this, validationFraction(), value);
  }

  default double getValidationFraction() {
    return (Double) getOrDefault(validationFraction());
  }

  /** Parts that the rows are dealt out to; the cores of the cluster by default. */
  default IntParam partitions() {
    return JobParams.count(
        this,
        "partitions",
        "data.partitions",
        "parts that the rows are dealt out to; the cores of the cluster by default");
  }

  default S setPartitions(int value) {
    return JobParams.put(this, partitions(), value);
  }

  default int getPartitions() {
    return (Integer) getOrDefault(partitions());
  }

  /**
   * Which partition holds a training row: auto, spread or contiguous; auto by default, which
   * spreads rows where rounds are local.
   */
  default Param<String> placement() {
    return JobParams.text(
        this,
        "placement",
        "data.placement",
        "which partition holds a training row: auto, spread (by the seed) or contiguous (ranges of"
            + " the rows); auto by default: spread where rounds are local");
  }

  default S setPlacement(String value) {
    return JobParams.put(this, placement(), value);
  }

  default String getPlacement() {
    return getOrDefault(placement());
  }

  /**
   * How feature values are kept in memory: auto, float32 or float64; auto by default, which changes
   * no bit.
   */
  default Param<String> precision() {
    return JobParams.text(
        this,
        "precision",
        "data.precision",
        "how feature values are kept in memory: auto, float32 or float64; auto by default, which"
            + " changes no bit");
  }

  default S setPrecision(String value) {
    return JobParams.put(this, precision(), value);
  }

  default String getPrecision() {
    return getOrDefault(precision());
  }

  /** What happens to rows with nulls, NaN, infinite values or unknown labels: fail or drop. */
  default Param<String> badRows() {
    return JobParams.text(
        this,
        "badRows",
        "data.bad-rows",
        "what happens to rows with nulls, NaN, infinite values or unknown labels: fail or drop");
  }

  default S setBadRows(String value) {
    return JobParams.put(this, badRows(), value);
  }

  default String getBadRows() {
    return getOrDefault(badRows());
  }

  /** What messages, job descriptions and metrics call the fit; the uid by default. */
  default Param<String> runName() {
    return JobParams.text(
        this,
        "runName",
        "name",
        "what messages, job descriptions and metrics call the fit; the uid by default");
  }

  default S setRunName(String value) {
    return JobParams.put(this, runName(), value);
  }

  default String getRunName() {
    return getOrDefault(runName());
  }

  /** Decides the order and the draws of rows. */
  default LongParam seed() {
    return JobParams.whole(this, "seed", "seed", "decides the order and the draws of rows");
  }

  default S setSeed(long value) {
    return JobParams.put(this, seed(), value);
  }

  default long getSeed() {
    return (Long) getOrDefault(seed());
  }
}
