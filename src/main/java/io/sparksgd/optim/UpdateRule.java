package io.sparksgd.optim;

import io.sparksgd.math.ParameterLayout;
import java.util.List;

/**
 * The settings of an update rule; {@link #chain} makes its transforms. Weight decay here is
 * decoupled (AdamW's); an L2 penalty belongs to the objective. Decay and trust ratios leave biases
 * alone.
 */
public sealed interface UpdateRule {

  /**
   * Fresh transforms for a parameter vector of this layout; the last one multiplies by the learning
   * rate.
   */
  default List<Transform> chain(ParameterLayout layout) {
    throw new UnsupportedOperationException("to be written");
  }

  /** {@code w -= lr * g}. */
  record Sgd() implements UpdateRule {}

  /**
   * {@code buf = g} first, then {@code buf = momentum * buf + (1 - dampening) * g; w -= lr * buf}.
   */
  record Momentum(double momentum, double dampening) implements UpdateRule {}

  /** As momentum without dampening; {@code w -= lr * (g + momentum * buf)}. */
  record Nesterov(double momentum) implements UpdateRule {}

  /** Adam; {@code secondMoment} MAXIMUM is AMSGrad. */
  record Adam(double beta1, double beta2, double epsilon, SecondMoment secondMoment)
      implements UpdateRule {}

  /** Adam with decoupled weight decay. */
  record AdamW(
      double beta1, double beta2, double epsilon, SecondMoment secondMoment, double weightDecay)
      implements UpdateRule {}

  /**
   * {@code sum += g^2; w -= lr * g / (sqrt(sum) + epsilon)}, sum from {@code initialAccumulator}.
   */
  record AdaGrad(double initialAccumulator, double epsilon) implements UpdateRule {}

  /** {@code v = decay * v + (1 - decay) * g^2; g / (sqrt(v) + epsilon)}, then momentum. */
  record RmsProp(double decay, double epsilon, double momentum) implements UpdateRule {}

  /** Layer-wise adaptive rate scaling, then momentum. */
  record Lars(double momentum, double weightDecay, double trustCoefficient, double epsilon)
      implements UpdateRule {}

  /** Adam's direction plus decay, scaled by the layer's trust ratio {@code |w| / |update|}. */
  record Lamb(double beta1, double beta2, double epsilon, double weightDecay)
      implements UpdateRule {}

  /** Sign of the interpolated momentum, with decoupled decay. */
  record Lion(double beta1, double beta2, double weightDecay) implements UpdateRule {}

  /**
   * FTRL-proximal with its own L1 and L2; weights of features with small gradients are exactly
   * zero.
   */
  record Ftrl(double beta, double l1, double l2) implements UpdateRule {}

  /** Which second moment Adam divides by. */
  enum SecondMoment {
    /** The current average. */
    CURRENT,
    /** The largest average so far (AMSGrad). */
    MAXIMUM
  }
}
