package io.sparksgd.optim;

import io.sparksgd.math.ParameterLayout;
import io.sparksgd.optim.ScaleByAdam.SecondMoment;
import io.sparksgd.setting.Kinds;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * The settings of an update rule; {@link #chain} makes its transforms. Weight decay here is
 * decoupled (AdamW's); an L2 penalty belongs to the objective. Decay and trust ratios leave biases
 * alone.
 */
public interface UpdateRule extends Serializable {

  /** Every kind, in the order of the reference page. */
  static Kinds<UpdateRule> kinds() {
    return Kinds.of(UpdateRule.class)
        .and("sgd", Sgd.class)
        .and("momentum", Momentum.class)
        .and("nesterov", Nesterov.class)
        .and("adam", Adam.class)
        .and("amsgrad", AmsGrad.class)
        .and("adamw", AdamW.class)
        .and("adagrad", AdaGrad.class)
        .and("rmsprop", RmsProp.class)
        .and("lars", Lars.class)
        .and("lamb", Lamb.class)
        .and("lion", Lion.class)
        .and("ftrl", Ftrl.class)
        .and("adafactor", Adafactor.class)
        .and("cocob", Cocob.class)
        .and("dowg", DoWg.class)
        .and("prodigy", Prodigy.class)
        .and("schedule-free-sgd", ScheduleFree.ScheduleFreeSgd.class)
        .and("schedule-free-adamw", ScheduleFree.ScheduleFreeAdamW.class);
  }

  /** Settings around a rule that it cannot have. */
  enum Limit {
    /** It has no learning rate. */
    NO_LEARNING_RATE,
    /** It has no rate that a schedule could shape. */
    NO_SCHEDULE,
    /** Its average takes the place of a schedule; a warmup is possible. */
    WARMUP_ONLY,
    /** The proximal step of L1 needs a step size that only the rule knows. */
    NO_L1,
    /** Its memory needs many steps before it is of use. */
    LONG_MEMORY,
    /** Its memory says where the weights are, so that all partitions need the same one. */
    OWN_WEIGHTS,
    /** The model is an average that the rule keeps. */
    OWN_AVERAGE
  }

  /** What the rule cannot be combined with. */
  default Set<Limit> limits() {
    return Set.of();
  }

  /** The learning rate when a job gives none: PyTorch's, or the paper's where it has none. */
  default double usualLearningRate() {
    return 0.001;
  }

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
  record Momentum(
      @Setting(range = "from 0 to below 1", usual = "0.9", param = "momentum")
          @Says("share of the last update that is kept")
          double momentum,
      @Setting(range = "from 0 to below 1", usual = "0", param = "dampening")
          @Says("the gradient enters the momentum times 1 - dampening")
          double dampening)
      implements UpdateRule {
    public Momentum {
      RuleArguments.decayRate("momentum", momentum);
      RuleArguments.decayRate("dampening", dampening);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new MomentumTrace(momentum, dampening, MomentumTrace.Form.HEAVY_BALL, layout.size()),
          new ScaleByLearningRate());
    }
  }

  /** As momentum without dampening; {@code w -= lr * (g + momentum * buf)}. */
  record Nesterov(@Setting(range = "from 0 to below 1", usual = "0.9") double momentum)
      implements UpdateRule {
    public Nesterov {
      RuleArguments.decayRate("momentum", momentum);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new MomentumTrace(momentum, 0, MomentumTrace.Form.NESTEROV, layout.size()),
          new ScaleByLearningRate());
    }
  }

  /** Adam. */
  record Adam(
      @Setting(range = "from 0 to below 1", usual = "0.9", param = "beta1")
          @Says("decay of the mean gradient")
          double beta1,
      @Setting(range = "from 0 to below 1", usual = "0.999", param = "beta2")
          @Says("decay of the mean squared gradient")
          double beta2,
      @Setting(range = "above 0", usual = "1e-8", param = "epsilon")
          @Says("added to the root that divides")
          double epsilon)
      implements UpdateRule {
    public Adam {
      RuleArguments.decayRate("beta1", beta1);
      RuleArguments.decayRate("beta2", beta2);
      RuleArguments.positive("epsilon", epsilon);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new ScaleByAdam(beta1, beta2, epsilon, SecondMoment.CURRENT, layout.size()),
          new ScaleByLearningRate());
    }
  }

  /** Adam that divides by the largest second moment so far. */
  record AmsGrad(
      @Setting(range = "from 0 to below 1", usual = "0.9") double beta1,
      @Setting(range = "from 0 to below 1", usual = "0.999") double beta2,
      @Setting(range = "above 0", usual = "1e-8") double epsilon)
      implements UpdateRule {
    public AmsGrad {
      RuleArguments.decayRate("beta1", beta1);
      RuleArguments.decayRate("beta2", beta2);
      RuleArguments.positive("epsilon", epsilon);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new ScaleByAdam(beta1, beta2, epsilon, SecondMoment.MAXIMUM, layout.size()),
          new ScaleByLearningRate());
    }
  }

  /** Adam with decoupled weight decay: {@code w *= 1 - lr * weightDecay} before Adam's step. */
  record AdamW(
      @Setting(range = "from 0 to below 1", usual = "0.9") double beta1,
      @Setting(range = "from 0 to below 1", usual = "0.999") double beta2,
      @Setting(range = "above 0", usual = "1e-8") double epsilon,
      @Setting(range = "from 0", usual = "0.01", see = "penalty.l2", param = "weightDecay")
          @Says("decoupled from the gradient; biases are free")
          double weightDecay)
      implements UpdateRule {
    public AdamW {
      RuleArguments.decayRate("beta1", beta1);
      RuleArguments.decayRate("beta2", beta2);
      RuleArguments.positive("epsilon", epsilon);
      RuleArguments.notNegative("weight-decay", weightDecay);
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new ScaleByAdam(beta1, beta2, epsilon, SecondMoment.CURRENT, layout.size()),
          new AddDecayedWeights(weightDecay, layout),
          new ScaleByLearningRate());
    }
  }

  /**
   * {@code sum += g^2; w -= lr * g / (sqrt(sum) + epsilon)}, sum from {@code initialAccumulator}.
   */
  record AdaGrad(
      @Setting(range = "from 0", usual = "0", param = "initialAccumulator")
          @Says("first value of the sum of squares")
          double initialAccumulator,
      @Setting(range = "above 0", usual = "1e-10") double epsilon)
      implements UpdateRule {
    public AdaGrad {
      RuleArguments.notNegative("initial-accumulator", initialAccumulator);
      RuleArguments.positive("epsilon", epsilon);
    }

    @Override
    public double usualLearningRate() {
      return 0.01;
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
  record RmsProp(
      @Setting(range = "from 0 to below 1", usual = "0.99", param = "decay")
          @Says("decay of the mean squared gradient (PyTorch's alpha)")
          double decay,
      @Setting(range = "above 0", usual = "1e-8") double epsilon,
      @Setting(range = "from 0 to below 1", usual = "0") double momentum)
      implements UpdateRule {
    public RmsProp {
      RuleArguments.decayRate("decay", decay);
      RuleArguments.positive("epsilon", epsilon);
      RuleArguments.decayRate("momentum", momentum);
    }

    @Override
    public double usualLearningRate() {
      return 0.01;
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
  record Lars(
      @Setting(range = "from 0 to below 1", usual = "0.9") double momentum,
      @Setting(range = "from 0", usual = "0")
          @Says("added to the gradient before the layer's rate multiplies")
          double weightDecay,
      @Setting(range = "above 0", usual = "0.001", param = "trustCoefficient")
          @Says("factor of the layer's rate")
          double trustCoefficient,
      @Setting(range = "from 0", usual = "1e-8") @Says("added to the norm that divides")
          double epsilon)
      implements UpdateRule {
    public Lars {
      RuleArguments.decayRate("momentum", momentum);
      RuleArguments.notNegative("weight-decay", weightDecay);
      RuleArguments.positive("trust-coefficient", trustCoefficient);
      RuleArguments.notNegative("epsilon", epsilon);
    }

    @Override
    public double usualLearningRate() {
      return 0.1;
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
  record Lamb(
      @Setting(range = "from 0 to below 1", usual = "0.9") double beta1,
      @Setting(range = "from 0 to below 1", usual = "0.999") double beta2,
      @Setting(range = "above 0", usual = "1e-6") double epsilon,
      @Setting(range = "from 0", usual = "0.01") double weightDecay)
      implements UpdateRule {
    public Lamb {
      RuleArguments.decayRate("beta1", beta1);
      RuleArguments.decayRate("beta2", beta2);
      RuleArguments.positive("epsilon", epsilon);
      RuleArguments.notNegative("weight-decay", weightDecay);
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
  record Lion(
      @Setting(range = "from 0 to below 1", usual = "0.9") double beta1,
      @Setting(range = "from 0 to below 1", usual = "0.99") @Says("decay of the momentum")
          double beta2,
      @Setting(range = "from 0", usual = "0") double weightDecay)
      implements UpdateRule {
    public Lion {
      RuleArguments.decayRate("beta1", beta1);
      RuleArguments.decayRate("beta2", beta2);
      RuleArguments.notNegative("weight-decay", weightDecay);
    }

    @Override
    public double usualLearningRate() {
      return 0.0001;
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
  record Ftrl(
      @Setting(range = "from 0", usual = "1", param = "ftrlBeta")
          @Says("added to the root of the sum of squares")
          double beta,
      @Setting(range = "from 0", usual = "0", see = "penalty.l1", param = "ftrlL1")
          @Says("the rule's own L1; see `penalty.l1` for the others")
          double l1,
      @Setting(range = "from 0", usual = "0", see = "penalty.l2", param = "ftrlL2")
          @Says("the rule's own L2; see `penalty.l2` for the others")
          double l2)
      implements UpdateRule {
    public Ftrl {
      RuleArguments.notNegative("beta", beta);
      RuleArguments.notNegative("l1", l1);
      RuleArguments.notNegative("l2", l2);
    }

    @Override
    public double usualLearningRate() {
      return 0.1;
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(new FtrlProximal(beta, l1, l2, layout));
    }
  }
}
