package io.sparksgd.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Params of the job file's groups {@code synchronize} and {@code compression}: when the partitions
 * agree on the weights, and what travels.
 *
 * @param <S> the class itself, which the setters return
 */
public interface SynchronizeParams<S> extends Params {
  /**
   * Steps that every partition makes by itself before the weights are averaged; none by default.
   */
  default IntParam localSteps() {
    return JobParams.count(
        this,
        "localSteps",
        "synchronize.local-steps",
        "steps that every partition makes by itself before the weights are averaged; none by"
            + " default");
  }

  default S setLocalSteps(int value) {
    return JobParams.put(this, localSteps(), value);
  }

  default int getLocalSteps() {
    return (Integer) getOrDefault(localSteps());
  }

  /** The same in passes over the rows, in place of localSteps. */
  default DoubleParam localEpochs() {
    return JobParams.number(
        this,
        "localEpochs",
        "synchronize.local-epochs",
        "the same in passes over the rows, in place of localSteps");
  }

  default S setLocalEpochs(double value) {
    return JobParams.put(this, localEpochs(), value);
  }

  default double getLocalEpochs() {
    return (Double) getOrDefault(localEpochs());
  }

  /** Step from which rounds are local; 0 by default. */
  default LongParam startLocalAt() {
    return JobParams.whole(
        this,
        "startLocalAt",
        "synchronize.start-local-at",
        "step from which rounds are local; 0 by default");
  }

  default S setStartLocalAt(long value) {
    return JobParams.put(this, startLocalAt(), value);
  }

  default long getStartLocalAt() {
    return (Long) getOrDefault(startLocalAt());
  }

  /** Memory of the update rule in local rounds: average, keep or reset; average by default. */
  default Param<String> localState() {
    return JobParams.text(
        this,
        "localState",
        "synchronize.local-state",
        "memory of the update rule in local rounds: average, keep or reset; average by default");
  }

  default S setLocalState(String value) {
    return JobParams.put(this, localState(), value);
  }

  default String getLocalState() {
    return getOrDefault(localState());
  }

  /** Weights during local rounds: float64, or float32 with adagrad; float64 by default. */
  default Param<String> localPrecision() {
    return JobParams.text(
        this,
        "localPrecision",
        "synchronize.local-precision",
        "weights during local rounds: float64, or float32 with adagrad; float64 by default");
  }

  default S setLocalPrecision(String value) {
    return JobParams.put(this, localPrecision(), value);
  }

  default String getLocalPrecision() {
    return getOrDefault(localPrecision());
  }

  /** Rule that applies the averaged change: sgd, momentum or nesterov; sgd by default. */
  default Param<String> outerOptimizer() {
    return JobParams.text(
        this,
        "outerOptimizer",
        "synchronize.outer.kind",
        "rule that applies the averaged change: sgd, momentum or nesterov; sgd by default");
  }

  default S setOuterOptimizer(String value) {
    return JobParams.put(this, outerOptimizer(), value);
  }

  default String getOuterOptimizer() {
    return getOrDefault(outerOptimizer());
  }

  /** Longest time in seconds of a round or an evaluation; no limit by default. */
  default DoubleParam timeoutSeconds() {
    return JobParams.number(
        this,
        "timeoutSeconds",
        "synchronize.timeout-seconds",
        "longest time in seconds of a round or an evaluation, after which the fit fails and names"
            + " the task; no limit by default");
  }

  default S setTimeoutSeconds(double value) {
    return JobParams.put(this, timeoutSeconds(), value);
  }

  default double getTimeoutSeconds() {
    return (Double) getOrDefault(timeoutSeconds());
  }

  /** Learning rate of the outerOptimizer; 1 by default, 0.7 for nesterov. */
  default DoubleParam outerLearningRate() {
    return JobParams.number(
        this,
        "outerLearningRate",
        "synchronize.outer.learning-rate",
        "learning rate of the outerOptimizer; 1 by default, 0.7 for nesterov");
  }

  default S setOuterLearningRate(double value) {
    return JobParams.put(this, outerLearningRate(), value);
  }

  default double getOuterLearningRate() {
    return (Double) getOrDefault(outerLearningRate());
  }

  /** Momentum of the outerOptimizer: momentum, nesterov. */
  default DoubleParam outerMomentum() {
    return JobParams.number(
        this,
        "outerMomentum",
        "synchronize.outer.momentum",
        "momentum of the outerOptimizer: momentum, nesterov");
  }

  default S setOuterMomentum(double value) {
    return JobParams.put(this, outerMomentum(), value);
  }

  default double getOuterMomentum() {
    return (Double) getOrDefault(outerMomentum());
  }

  /**
   * Levels in which what the partitions send is added: 1, all on the driver; 2 or more, by a tree;
   * by default a tree of 2 for more than 64 MiB in all.
   */
  default IntParam aggregationDepth() {
    return JobParams.count(
        this,
        "aggregationDepth",
        "synchronize.aggregation-depth",
        "levels in which what the partitions send is added: 1, all on the driver; 2 or more, by a"
            + " tree; by default a tree of 2 for more than 64 MiB in all");
  }

  default S setAggregationDepth(int value) {
    return JobParams.put(this, aggregationDepth(), value);
  }

  default int getAggregationDepth() {
    return (Integer) getOrDefault(aggregationDepth());
  }

  /**
   * What is sent in place of float64: none, float32, bf16, fp16, int8, random-k, top-k, threshold,
   * sign or power-sgd; none by default.
   */
  default Param<String> compression() {
    return JobParams.text(
        this,
        "compression",
        "compression.kind",
        "what is sent in place of float64: none, float32, bf16, fp16, int8, random-k, top-k,"
            + " threshold, sign or power-sgd; none by default");
  }

  default S setCompression(String value) {
    return JobParams.put(this, compression(), value);
  }

  default String getCompression() {
    return getOrDefault(compression());
  }

  /** Consecutive values that share a scale: int8. */
  default IntParam compressionBucket() {
    return JobParams.count(
        this,
        "compressionBucket",
        "compression.bucket",
        "consecutive values that share a scale: int8");
  }

  default S setCompressionBucket(int value) {
    return JobParams.put(this, compressionBucket(), value);
  }

  default int getCompressionBucket() {
    return (Integer) getOrDefault(compressionBucket());
  }

  /** Share of the values that is sent: random-k, top-k. */
  default DoubleParam compressionRatio() {
    return JobParams.number(
        this,
        "compressionRatio",
        "compression.ratio",
        "share of the values that is sent: random-k, top-k");
  }

  default S setCompressionRatio(double value) {
    return JobParams.put(this, compressionRatio(), value);
  }

  default double getCompressionRatio() {
    return (Double) getOrDefault(compressionRatio());
  }

  /** Values of at least this magnitude are sent: threshold. */
  default DoubleParam compressionThreshold() {
    return JobParams.number(
        this,
        "compressionThreshold",
        "compression.threshold",
        "values of at least this magnitude are sent: threshold");
  }

  default S setCompressionThreshold(double value) {
    return JobParams.put(this, compressionThreshold(), value);
  }

  default double getCompressionThreshold() {
    return (Double) getOrDefault(compressionThreshold());
  }

  /** Columns of the factors: power-sgd. */
  default IntParam compressionRank() {
    return JobParams.count(
        this, "compressionRank", "compression.rank", "columns of the factors: power-sgd");
  }

  default S setCompressionRank(int value) {
    return JobParams.put(this, compressionRank(), value);
  }

  default int getCompressionRank() {
    return (Integer) getOrDefault(compressionRank());
  }

  /** First step that is compressed; 0 by default. */
  default LongParam compressionStartStep() {
    return JobParams.whole(
        this,
        "compressionStartStep",
        "compression.start-step",
        "first step that is compressed; 0 by default");
  }

  default S setCompressionStartStep(long value) {
    return JobParams.put(this, compressionStartStep(), value);
  }

  default long getCompressionStartStep() {
    return (Long) getOrDefault(compressionStartStep());
  }

  /**
   * Whether what is not sent is added to what the next round sends: top-k, threshold, sign,
   * power-sgd.
   */
  default BooleanParam errorFeedback() {
    return JobParams.flag(
        this,
        "errorFeedback",
        "compression.error-feedback",
        "whether what is not sent is added to what the next round sends: top-k, threshold, sign,"
            + " power-sgd");
  }

  default S setErrorFeedback(boolean value) {
    return JobParams.put(this, errorFeedback(), value);
  }

  default boolean getErrorFeedback() {
    return (Boolean) getOrDefault(errorFeedback());
  }

  /** How the weights travel to the executors: float64, float32 or bf16. */
  default Param<String> broadcastFormat() {
    return JobParams.text(
        this,
        "broadcastFormat",
        "compression.broadcast",
        "how the weights travel to the executors: float64, float32 or bf16");
  }

  default S setBroadcastFormat(String value) {
    return JobParams.put(this, broadcastFormat(), value);
  }

  default String getBroadcastFormat() {
    return getOrDefault(broadcastFormat());
  }
}
