package io.sparksgd.optim;

import io.sparksgd.math.SparseVector;
import io.sparksgd.math.Vectors;

/**
 * Shortens long gradients: {@code u = u * min(1, maximum / (|u| + 1e-6))} with the Euclidean norm
 * over all parameters, as PyTorch's {@code clip_grad_norm_} (Pascanu, Mikolov and Bengio 2013).
 */
public final class ClipByGlobalNorm implements SparseTransform {
  /** PyTorch's guard against division by zero. */
  private static final double EPSILON = 1e-6;

  private final double maximum;

  /**
   * A clip.
   *
   * @param maximum norm above which gradients are shortened
   */
  public ClipByGlobalNorm(double maximum) {
    RuleArguments.positive("clip-norm", maximum);
    this.maximum = maximum;
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    double coefficient = maximum / (Vectors.norm(update) + EPSILON);
    if (coefficient < 1) {
      Vectors.scale(coefficient, update);
    }
  }

  @Override
  public void apply(SparseVector update, double[] weights, Step step) {
    double coefficient = maximum / (update.norm() + EPSILON);
    if (coefficient < 1) {
      update.scale(coefficient);
    }
  }
}
