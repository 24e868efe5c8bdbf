package io.sparksgd.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Params of the job file's groups {@code batch} and {@code scaling}: which rows make a step.
 *
 * @param <S> the class itself, which the setters return
 */
public interface BatchParams<S> extends Params {
  /** Rows of a micro-batch, over all partitions together; 256 by default. */
  default LongParam batchSize() {
    return JobParams.whole(
        this,
        "batchSize",
        "batch.size",
        "rows of a micro-batch, over all partitions together; 256 by default");
  }

  default S setBatchSize(long value) {
    return JobParams.put(this, batchSize(), value);
  }

  default long getBatchSize() {
    return (Long) getOrDefault(batchSize());
  }

  /** Each row is drawn with this probability, in place of batchSize. */
  default DoubleParam miniBatchFraction() {
    return JobParams.number(
        this,
        "miniBatchFraction",
        "batch.fraction",
        "each row is drawn with this probability, in place of batchSize");
  }

  default S setMiniBatchFraction(double value) {
    return JobParams.put(this, miniBatchFraction(), value);
  }

  default double getMiniBatchFraction() {
    return (Double) getOrDefault(miniBatchFraction());
  }

  /** Whether all rows make one step, in place of batchSize. */
  default BooleanParam fullBatch() {
    return JobParams.flag(
        this, "fullBatch", "batch.full", "whether all rows make one step, in place of batchSize");
  }

  default S setFullBatch(boolean value) {
    return JobParams.put(this, fullBatch(), value);
  }

  default boolean getFullBatch() {
    return (Boolean) getOrDefault(fullBatch());
  }

  /** How rows are drawn: shuffle, block-shuffle, replacement or bernoulli. */
  default Param<String> sampling() {
    return JobParams.text(
        this,
        "sampling",
        "batch.sampling",
        "how rows are drawn: shuffle, block-shuffle, replacement or bernoulli");
  }

  default S setSampling(String value) {
    return JobParams.put(this, sampling(), value);
  }

  default String getSampling() {
    return getOrDefault(sampling());
  }

  /** Micro-batches whose gradients add up to one step. */
  default IntParam accumulationSteps() {
    return JobParams.count(
        this,
        "accumulationSteps",
        "batch.accumulation-steps",
        "micro-batches whose gradients add up to one step");
  }

  default S setAccumulationSteps(int value) {
    return JobParams.put(this, accumulationSteps(), value);
  }

  default int getAccumulationSteps() {
    return (Integer) getOrDefault(accumulationSteps());
  }

  /** How the learning rate grows with the rows of a step: none, linear or sqrt. */
  default Param<String> scalingRule() {
    return JobParams.text(
        this,
        "scalingRule",
        "scaling.rule",
        "how the learning rate grows with the rows of a step: none, linear or sqrt");
  }

  default S setScalingRule(String value) {
    return JobParams.put(this, scalingRule(), value);
  }

  default String getScalingRule() {
    return getOrDefault(scalingRule());
  }

  /** Rows of a step for which the learning rate is meant, only with a scalingRule. */
  default LongParam referenceBatchSize() {
    return JobParams.whole(
        this,
        "referenceBatchSize",
        "scaling.reference-batch-size",
        "rows of a step for which the learning rate is meant, only with a scalingRule");
  }

  default S setReferenceBatchSize(long value) {
    return JobParams.put(this, referenceBatchSize(), value);
  }

  default long getReferenceBatchSize() {
    return (Long) getOrDefault(referenceBatchSize());
  }
}
