package io.sparksgd.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Params of the job file's group {@code guard}: what counts as divergence, and what becomes of the
 * fit.
 *
 * @param <S> the class itself, which the setters return
 */
public interface GuardParams<S> extends Params {
  /** What a divergence leads to: fail, skip (the batch) or roll-back; fail by default. */
  default Param<String> onDivergence() {
    return JobParams.text(
        this,
        "onDivergence",
        "guard.on-divergence",
        "what a divergence leads to: fail, skip (the batch) or roll-back; fail by default");
  }

  default S setOnDivergence(String value) {
    return JobParams.put(this, onDivergence(), value);
  }

  default String getOnDivergence() {
    return getOrDefault(onDivergence());
  }

  /** By which each roll-back multiplies the learning rate; 0.5 by default. */
  default DoubleParam rollBackRateFactor() {
    return JobParams.number(
        this,
        "rollBackRateFactor",
        "guard.rate-factor",
        "by which each roll-back multiplies the learning rate; 0.5 by default");
  }

  default S setRollBackRateFactor(double value) {
    return JobParams.put(this, rollBackRateFactor(), value);
  }

  default double getRollBackRateFactor() {
    return (Double) getOrDefault(rollBackRateFactor());
  }

  /** Steps between two states to which a roll-back can return; 100 by default. */
  default LongParam rollBackEverySteps() {
    return JobParams.whole(
        this,
        "rollBackEverySteps",
        "guard.every-steps",
        "steps between two states to which a roll-back can return; 100 by default");
  }

  default S setRollBackEverySteps(long value) {
    return JobParams.put(this, rollBackEverySteps(), value);
  }

  default long getRollBackEverySteps() {
    return (Long) getOrDefault(rollBackEverySteps());
  }

  /** Divergences that a fit survives; 10 by default. */
  default IntParam maxDivergences() {
    return JobParams.count(
        this,
        "maxDivergences",
        "guard.max-times",
        "divergences that a fit survives, with skip or roll-back; 10 by default");
  }

  default S setMaxDivergences(int value) {
    return JobParams.put(this, maxDivergences(), value);
  }

  default int getMaxDivergences() {
    return (Integer) getOrDefault(maxDivergences());
  }

  /** A loss is a divergence when it is more than this many times the lowest smoothed one. */
  default DoubleParam explosionFactor() {
    return JobParams.number(
        this,
        "explosionFactor",
        "guard.explosion-factor",
        "a loss is a divergence when it is more than this many times the lowest smoothed one; by"
            + " default only what is not finite is");
  }

  default S setExplosionFactor(double value) {
    return JobParams.put(this, explosionFactor(), value);
  }

  default double getExplosionFactor() {
    return (Double) getOrDefault(explosionFactor());
  }
}
