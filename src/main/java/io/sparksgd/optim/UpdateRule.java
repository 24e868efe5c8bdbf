package io.sparksgd.optim;

import io.sparksgd.math.ParameterLayout;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The settings of an update rule; {@link #chain} makes its transforms. Weight decay here is
 * decoupled (AdamW's); an L2 penalty belongs to the objective. Decay and trust ratios leave biases
 * alone.
 */
public sealed interface UpdateRule extends Serializable {

  /**
   * Fresh transforms for a parameter vector of this layout; one of them multiplies by the learning
   * rate or needs it itself.
   */
  List<Transform> chain(ParameterLayout layout);

  /** {@code w -= lr * g}. */
  record Sgd() implements UpdateRule {
    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(new ScaleByLearningRate());
    }
  }

  /**
   * {@code buf = g} first, then {@code buf = momentum * buf + (1 - dampening) * g; w -= lr * buf}.
   */
  record Momentum(double momentum, double dampening) implements UpdateRule {
    public Momentum {
      Arguments.decayRate("momentum", momentum);
      Arguments.decayRate("dampening", dampening);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new MomentumTrace(momentum, dampening, MomentumTrace.Form.HEAVY_BALL, layout.size()),
          new ScaleByLearningRate());
    }
  }

  /** As momentum without dampening; {@code w -= lr * (g + momentum * buf)}. */
  record Nesterov(double momentum) implements UpdateRule {
    public Nesterov {
      Arguments.decayRate("momentum", momentum);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new MomentumTrace(momentum, 0, MomentumTrace.Form.NESTEROV, layout.size()),
          new ScaleByLearningRate());
    }
  }

  /** Adam; {@code secondMoment} MAXIMUM is AMSGrad. */
  record Adam(double beta1, double beta2, double epsilon, SecondMoment secondMoment)
      implements UpdateRule {
    public Adam {
      Arguments.decayRate("beta1", beta1);
      Arguments.decayRate("beta2", beta2);
      Arguments.positive("epsilon", epsilon);
      Objects.requireNonNull(secondMoment, "secondMoment");
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new ScaleByAdam(beta1, beta2, epsilon, secondMoment, layout.size()),
          new ScaleByLearningRate());
    }
  }

  /** Adam with decoupled weight decay: {@code w *= 1 - lr * weightDecay} before Adam's step. */
  record AdamW(
      double beta1, double beta2, double epsilon, SecondMoment secondMoment, double weightDecay)
      implements UpdateRule {
    public AdamW {
      Arguments.decayRate("beta1", beta1);
      Arguments.decayRate("beta2", beta2);
      Arguments.positive("epsilon", epsilon);
      Objects.requireNonNull(secondMoment, "secondMoment");
      Arguments.notNegative("weight-decay", weightDecay);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new ScaleByAdam(beta1, beta2, epsilon, secondMoment, layout.size()),
          new AddDecayedWeights(weightDecay, layout),
          new ScaleByLearningRate());
    }
  }

  /**
   * {@code sum += g^2; w -= lr * g / (sqrt(sum) + epsilon)}, sum from {@code initialAccumulator}.
   */
  record AdaGrad(double initialAccumulator, double epsilon) implements UpdateRule {
    public AdaGrad {
      Arguments.notNegative("initial-accumulator", initialAccumulator);
      Arguments.positive("epsilon", epsilon);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new ScaleByAdaGrad(initialAccumulator, epsilon, layout.size()),
          new ScaleByLearningRate());
    }
  }

  /**
   * {@code v = decay * v + (1 - decay) * g^2; g / (sqrt(v) + epsilon)}, then momentum; momentum 0
   * needs no memory of its own.
   */
  record RmsProp(double decay, double epsilon, double momentum) implements UpdateRule {
    public RmsProp {
      Arguments.decayRate("decay", decay);
      Arguments.positive("epsilon", epsilon);
      Arguments.decayRate("momentum", momentum);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      ScaleByRms scale = new ScaleByRms(decay, epsilon, layout.size());
      if (momentum == 0) {
        return List.of(scale, new ScaleByLearningRate());
      }
      return List.of(
          scale,
          new MomentumTrace(momentum, 0, MomentumTrace.Form.HEAVY_BALL, layout.size()),
          new ScaleByLearningRate());
    }
  }

  /**
   * Layer-wise adaptive rate scaling, then momentum: {@code buf = momentum * buf + lr * ratio * (g
   * + weightDecay * w); w -= buf}. As in the paper, the memory holds learning rates: a change of
   * the rate acts on later gradients only (You, Gitman and Ginsburg 2017).
   */
  record Lars(double momentum, double weightDecay, double trustCoefficient, double epsilon)
      implements UpdateRule {
    public Lars {
      Arguments.decayRate("momentum", momentum);
      Arguments.notNegative("weight-decay", weightDecay);
      Arguments.positive("trust-coefficient", trustCoefficient);
      Arguments.notNegative("epsilon", epsilon);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new LarsScaling(trustCoefficient, weightDecay, epsilon, layout),
          new ScaleByLearningRate(),
          new MomentumTrace(momentum, 0, MomentumTrace.Form.HEAVY_BALL, layout.size()));
    }
  }

  /** Adam's direction plus decay, scaled by the layer's trust ratio {@code |w| / |update|}. */
  record Lamb(double beta1, double beta2, double epsilon, double weightDecay)
      implements UpdateRule {
    public Lamb {
      Arguments.decayRate("beta1", beta1);
      Arguments.decayRate("beta2", beta2);
      Arguments.positive("epsilon", epsilon);
      Arguments.notNegative("weight-decay", weightDecay);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new ScaleByAdam(beta1, beta2, epsilon, SecondMoment.CURRENT, layout.size()),
          new AddDecayedWeights(weightDecay, layout),
          new TrustRatio(layout),
          new ScaleByLearningRate());
    }
  }

  /** Sign of the interpolated momentum, with decoupled decay. */
  record Lion(double beta1, double beta2, double weightDecay) implements UpdateRule {
    public Lion {
      Arguments.decayRate("beta1", beta1);
      Arguments.decayRate("beta2", beta2);
      Arguments.notNegative("weight-decay", weightDecay);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new LionSign(beta1, beta2, layout.size()),
          new AddDecayedWeights(weightDecay, layout),
          new ScaleByLearningRate());
    }
  }

  /**
   * FTRL-proximal with its own L1 and L2; weights of features with small gradients are exactly
   * zero.
   */
  record Ftrl(double beta, double l1, double l2) implements UpdateRule {
    public Ftrl {
      Arguments.notNegative("beta", beta);
      Arguments.notNegative("l1", l1);
      Arguments.notNegative("l2", l2);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(new FtrlProximal(beta, l1, l2, layout));
    }
  }

  /** Which second moment Adam divides by. */
  enum SecondMoment {
    /** The current average. */
    CURRENT,
    /** The largest average so far (AMSGrad). */
    MAXIMUM
  }
}
