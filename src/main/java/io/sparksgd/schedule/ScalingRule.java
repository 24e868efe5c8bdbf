package io.sparksgd.schedule;

/** How the learning rate follows the global batch size. */
public enum ScalingRule {
  /** Not at all. */
  NONE,
  /** {@code lr * B / B_ref}. */
  LINEAR,
  /** {@code lr * sqrt(B / B_ref)}. */
  SQRT;

  /**
   * The learning rate for a batch of {@code batchSize}, given the one for {@code
   * referenceBatchSize}.
   *
   * @throws IllegalArgumentException if the rule needs a batch size that is not above 0
   */
  public double scale(double learningRate, double batchSize, double referenceBatchSize) {
    if (this != NONE) {
      ScheduleArguments.positive("batch size", batchSize);
      ScheduleArguments.positive("reference batch size", referenceBatchSize);
    }
    return switch (this) {
      case NONE -> learningRate;
      case LINEAR -> learningRate * batchSize / referenceBatchSize;
      case SQRT -> learningRate * Math.sqrt(batchSize / referenceBatchSize);
    };
  }
}
