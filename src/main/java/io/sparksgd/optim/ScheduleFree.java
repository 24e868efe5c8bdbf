package io.sparksgd.optim;

import io.sparksgd.math.ParameterLayout;
import io.sparksgd.setting.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Schedule-free learning (Defazio et al., The Road Less Scheduled, 2024; the form of the authors'
 * code): a running average of the weights takes the place of a schedule. Gradients are taken at y,
 * steps are made on z, and x is the model. With the direction {@code u} of a step, the largest rate
 * so far {@code lrMax} and the momentum {@code b}:
 *
 * <pre>{@code
 * sum = sum + lrMax^2;  c = lrMax^2 / sum
 * y = (1 - c) * y + c * z + lr * (b * (1 - c) - 1) * u
 * z = z - lr * u
 * x = (y - (1 - b) * z) / b
 * }</pre>
 *
 * That is {@code x = (1 - c) * x + c * z} and {@code y = (1 - b) * z + b * x}. The weights of the
 * run are y; evaluation and the model use x.
 */
public final class ScheduleFree {
  private ScheduleFree() {}

  private static Set<UpdateRule.Limit> limits() {
    return EnumSet.of(
        UpdateRule.Limit.WARMUP_ONLY,
        UpdateRule.Limit.NO_L1,
        UpdateRule.Limit.OWN_WEIGHTS,
        UpdateRule.Limit.OWN_AVERAGE);
  }

  /** Schedule-free SGD: {@code u = g + weightDecay * y}, where biases have no decay. */
  public record ScheduleFreeSgd(
      @Setting(range = "between 0 and 1", usual = "0.9") double momentum,
      @Setting(range = "from 0", usual = "0") double weightDecay)
      implements UpdateRule {
    public ScheduleFreeSgd {
      RuleArguments.between("momentum", momentum);
      RuleArguments.notNegative("weight-decay", weightDecay);
    }

    @Override
    public double usualLearningRate() {
      return 1;
    }

    @Override
    public Set<Limit> limits() {
      return ScheduleFree.limits();
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new AddDecayedWeights(weightDecay, layout), new Averaging(momentum, 0, layout.size()));
    }
  }

  /**
   * Schedule-free AdamW: {@code v = beta2 * v + (1 - beta2) * g^2; u = g / (sqrt(v) + epsilon) +
   * weightDecay * y}, the momentum is beta1, and the rate of step t is {@code lr * sqrt(1 -
   * beta2^t)}. Biases have no decay.
   */
  public record ScheduleFreeAdamW(
      @Setting(range = "between 0 and 1", usual = "0.9") double beta1,
      @Setting(range = "from 0 to below 1", usual = "0.999") double beta2,
      @Setting(range = "above 0", usual = "1e-8") double epsilon,
      @Setting(range = "from 0", usual = "0") double weightDecay)
      implements UpdateRule {
    public ScheduleFreeAdamW {
      RuleArguments.between("beta1", beta1);
      RuleArguments.decayRate("beta2", beta2);
      RuleArguments.positive("epsilon", epsilon);
      RuleArguments.notNegative("weight-decay", weightDecay);
    }

    @Override
    public double usualLearningRate() {
      return 0.0025;
    }

    @Override
    public Set<Limit> limits() {
      return ScheduleFree.limits();
    }

    @Override
    public List<Transform> chain(ParameterLayout layout) {
      return List.of(
          new ScaleByRms(beta2, epsilon, layout.size()),
          new AddDecayedWeights(weightDecay, layout),
          new Averaging(beta1, beta2, layout.size()));
    }
  }

  /** The three sequences of weights. */
  private static final class Averaging implements Transform {
    private static final int STARTED = 0;
    private static final int LARGEST_RATE = 1;
    private static final int SUM = 2;

    private final double momentum;
    private final double beta2;
    private final double[] z;

    /** Whether z is set, lrMax and sum. */
    private final double[] state = new double[3];

    private Averaging(double momentum, double beta2, int size) {
      this.momentum = momentum;
      this.beta2 = beta2;
      this.z = new double[size];
    }

    @Override
    public void apply(double[] update, double[] weights, Step step) {
      if (state[STARTED] == 0) {
        continueAt(weights);
      }
      double rate = step.learningRate() * Math.sqrt(1 - Math.pow(beta2, (double) step.number()));
      state[LARGEST_RATE] = Math.max(state[LARGEST_RATE], rate);
      double weight = state[LARGEST_RATE] * state[LARGEST_RATE];
      state[SUM] += weight;
      double c = state[SUM] == 0 ? 0 : weight / state[SUM];
      double ofGradient = rate * (momentum * (1 - c) - 1);
      for (int i = 0; i < update.length; i++) {
        double u = update[i];
        update[i] = c * (weights[i] - z[i]) - ofGradient * u;
        z[i] -= rate * u;
      }
    }

    @Override
    public double[] evaluated(double[] weights) {
      if (state[STARTED] == 0) {
        return weights;
      }
      double[] x = new double[z.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = weights[i] + (1 - 1 / momentum) * (z[i] - weights[i]);
      }
      return x;
    }

    /** All three sequences meet at these weights. */
    @Override
    public void continueAt(double[] weights) {
      System.arraycopy(weights, 0, z, 0, z.length);
      state[STARTED] = 1;
    }

    @Override
    public List<double[]> slots() {
      return List.of(z, state);
    }
  }
}
