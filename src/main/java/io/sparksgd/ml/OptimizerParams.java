package io.sparksgd.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Params of the job file's group {@code optimizer}: the update rule.
 *
 * @param <S> the class itself, which the setters return
 */
public interface OptimizerParams<S> extends Params {
  /**
   * Update rule: sgd, momentum, nesterov, adam, amsgrad, adamw, adagrad, rmsprop, lars, lamb, lion
   * or ftrl.
   */
  default Param<String> optimizer() {
    return JobParams.text(
        this,
        "optimizer",
        "optimizer.kind",
        "update rule: sgd, momentum, nesterov, adam, amsgrad, adamw, adagrad, rmsprop, lars, lamb,"
            + " lion or ftrl");
  }

  default S setOptimizer(String value) {
    return JobParams.put(this, optimizer(), value);
  }

  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  /** Learning rate before scaling and schedule; the default depends on the optimizer. */
  default DoubleParam learningRate() {
    return JobParams.number(
        this,
        "learningRate",
        "optimizer.learning-rate",
        "learning rate before scaling and schedule; the default depends on the optimizer");
  }

  default S setLearningRate(double value) {
    return JobParams.put(this, learningRate(), value);
  }

  default double getLearningRate() {
    return (Double) getOrDefault(learningRate());
  }

  /** Another name of learningRate. */
  default DoubleParam stepSize() {
    return JobParams.number(
        this, "stepSize", "optimizer.learning-rate", "another name of learningRate");
  }

  default S setStepSize(double value) {
    return JobParams.put(this, stepSize(), value);
  }

  default double getStepSize() {
    return (Double) getOrDefault(stepSize());
  }

  /** Share of the last update that is kept: momentum, nesterov, rmsprop, lars. */
  default DoubleParam momentum() {
    return JobParams.number(
        this,
        "momentum",
        "optimizer.momentum",
        "share of the last update that is kept: momentum, nesterov, rmsprop, lars");
  }

  default S setMomentum(double value) {
    return JobParams.put(this, momentum(), value);
  }

  default double getMomentum() {
    return (Double) getOrDefault(momentum());
  }

  /** The gradient enters the momentum times 1 - dampening: momentum. */
  default DoubleParam dampening() {
    return JobParams.number(
        this,
        "dampening",
        "optimizer.dampening",
        "the gradient enters the momentum times 1 - dampening: momentum");
  }

  default S setDampening(double value) {
    return JobParams.put(this, dampening(), value);
  }

  default double getDampening() {
    return (Double) getOrDefault(dampening());
  }

  /** Decay of the mean gradient: adam, amsgrad, adamw, lamb, lion. */
  default DoubleParam beta1() {
    return JobParams.number(
        this,
        "beta1",
        "optimizer.beta1",
        "decay of the mean gradient: adam, amsgrad, adamw, lamb, lion");
  }

  default S setBeta1(double value) {
    return JobParams.put(this, beta1(), value);
  }

  default double getBeta1() {
    return (Double) getOrDefault(beta1());
  }

  /** Decay of the mean squared gradient: adam, amsgrad, adamw, lamb, lion. */
  default DoubleParam beta2() {
    return JobParams.number(
        this,
        "beta2",
        "optimizer.beta2",
        "decay of the mean squared gradient: adam, amsgrad, adamw, lamb, lion");
  }

  default S setBeta2(double value) {
    return JobParams.put(this, beta2(), value);
  }

  default double getBeta2() {
    return (Double) getOrDefault(beta2());
  }

  /** Added to the root or norm that divides: adam, amsgrad, adamw, adagrad, rmsprop, lars, lamb. */
  default DoubleParam epsilon() {
    return JobParams.number(
        this,
        "epsilon",
        "optimizer.epsilon",
        "added to the root or norm that divides: adam, amsgrad, adamw, adagrad, rmsprop, lars,"
            + " lamb");
  }

  default S setEpsilon(double value) {
    return JobParams.put(this, epsilon(), value);
  }

  default double getEpsilon() {
    return (Double) getOrDefault(epsilon());
  }

  /** Decay of the weights apart from the gradient: adamw, lars, lamb, lion. */
  default DoubleParam weightDecay() {
    return JobParams.number(
        this,
        "weightDecay",
        "optimizer.weight-decay",
        "decay of the weights apart from the gradient: adamw, lars, lamb, lion");
  }

  default S setWeightDecay(double value) {
    return JobParams.put(this, weightDecay(), value);
  }

  default double getWeightDecay() {
    return (Double) getOrDefault(weightDecay());
  }

  /** Decay of the mean squared gradient: rmsprop. */
  default DoubleParam decay() {
    return JobParams.number(
        this, "decay", "optimizer.decay", "decay of the mean squared gradient: rmsprop");
  }

  default S setDecay(double value) {
    return JobParams.put(this, decay(), value);
  }

  default double getDecay() {
    return (Double) getOrDefault(decay());
  }

  /** First value of the sum of squares: adagrad. */
  default DoubleParam initialAccumulator() {
    return JobParams.number(
        this,
        "initialAccumulator",
        "optimizer.initial-accumulator",
        "first value of the sum of squares: adagrad");
  }

  default S setInitialAccumulator(double value) {
    return JobParams.put(this, initialAccumulator(), value);
  }

  default double getInitialAccumulator() {
    return (Double) getOrDefault(initialAccumulator());
  }

  /** Of the layer's rate: lars. */
  default DoubleParam trustCoefficient() {
    return JobParams.number(
        this, "trustCoefficient", "optimizer.trust-coefficient", "of the layer's rate: lars");
  }

  default S setTrustCoefficient(double value) {
    return JobParams.put(this, trustCoefficient(), value);
  }

  default double getTrustCoefficient() {
    return (Double) getOrDefault(trustCoefficient());
  }

  /** Added to the root of the sum of squares: ftrl. */
  default DoubleParam ftrlBeta() {
    return JobParams.number(
        this, "ftrlBeta", "optimizer.beta", "added to the root of the sum of squares: ftrl");
  }

  default S setFtrlBeta(double value) {
    return JobParams.put(this, ftrlBeta(), value);
  }

  default double getFtrlBeta() {
    return (Double) getOrDefault(ftrlBeta());
  }

  /** The rule's own L1: ftrl; see regParam for the others. */
  default DoubleParam ftrlL1() {
    return JobParams.number(
        this, "ftrlL1", "optimizer.l1", "the rule's own L1: ftrl; see regParam for the others");
  }

  default S setFtrlL1(double value) {
    return JobParams.put(this, ftrlL1(), value);
  }

  default double getFtrlL1() {
    return (Double) getOrDefault(ftrlL1());
  }

  /** The rule's own L2: ftrl; see regParam for the others. */
  default DoubleParam ftrlL2() {
    return JobParams.number(
        this, "ftrlL2", "optimizer.l2", "the rule's own L2: ftrl; see regParam for the others");
  }

  default S setFtrlL2(double value) {
    return JobParams.put(this, ftrlL2(), value);
  }

  default double getFtrlL2() {
    return (Double) getOrDefault(ftrlL2());
  }

  /** Longest gradient; longer ones are scaled down. */
  default DoubleParam clipNorm() {
    return JobParams.number(
        this, "clipNorm", "optimizer.clip-norm", "longest gradient; longer ones are scaled down");
  }

  default S setClipNorm(double value) {
    return JobParams.put(this, clipNorm(), value);
  }

  default double getClipNorm() {
    return (Double) getOrDefault(clipNorm());
  }

  /** Largest component of a gradient. */
  default DoubleParam clipValue() {
    return JobParams.number(
        this, "clipValue", "optimizer.clip-value", "largest component of a gradient");
  }

  default S setClipValue(double value) {
    return JobParams.put(this, clipValue(), value);
  }

  default double getClipValue() {
    return (Double) getOrDefault(clipValue());
  }

  /** Decay of a moving average of the weights, which the model then gets. */
  default DoubleParam averageDecay() {
    return JobParams.number(
        this,
        "averageDecay",
        "optimizer.average-decay",
        "decay of a moving average of the weights, which the model then gets");
  }

  default S setAverageDecay(double value) {
    return JobParams.put(this, averageDecay(), value);
  }

  default double getAverageDecay() {
    return (Double) getOrDefault(averageDecay());
  }
}
