package io.sparksgd.optim;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.List;

/**
 * Adafactor (Shazeer and Stern 2018), as PyTorch has it for parameters of one dimension. Parameters
 * lie in one vector here, so the second moment is not factored: it has a value for each parameter.
 * In step t, with {@code rms(x)} the root of the mean square over the group of parameters:
 *
 * <pre>{@code
 * v = v + t^beta2Decay * (g^2 - v)
 * u = g / max(sqrt(v), 2^-52)
 * w = w * (1 - lr * weightDecay)
 * w = w - max(leastScale, rms(w)) * min(lr, 1 / sqrt(t)) * u / max(1, rms(u) / clipThreshold)
 * }</pre>
 *
 * with the rms of the weights before the decay, which leaves biases alone.
 */
public record Adafactor(
    @Setting(range = "from -10 to 0", usual = "-0.8", param = "beta2Decay")
        @Says("the mean squared gradient forgets a share t^beta2-decay in step t")
        double beta2Decay,
    @Setting(range = "from 0", usual = "0.001", param = "leastScale")
        @Says("least root mean square of weights that scales a step")
        double leastScale,
    @Setting(range = "from 1", usual = "1", param = "clipThreshold")
        @Says("largest root mean square of an update of a group of parameters, before the rate")
        double clipThreshold,
    @Setting(range = "from 0", usual = "0") double weightDecay)
    implements UpdateRule {
  /** PyTorch's {@code finfo.eps} of doubles. */
  private static final double LEAST_ROOT = 0x1p-52;

  public Adafactor {
    RuleArguments.notNegative("beta2-decay, negated", -beta2Decay);
    RuleArguments.notNegative("least-scale", leastScale);
    RuleArguments.positive("clip-threshold", clipThreshold);
    RuleArguments.notNegative("weight-decay", weightDecay);
  }

  @Override
  public double usualLearningRate() {
    return 0.01;
  }

  @Override
  public List<Transform> chain(ParameterLayout layout) {
    return List.of(new Scaling(this, layout));
  }

  /** The whole rule: its step size needs the weights, and the learning rate is a bound of it. */
  private static final class Scaling implements Transform {
    private final Adafactor rule;
    private final ParameterLayout layout;
    private final double[] second;

    private Scaling(Adafactor rule, ParameterLayout layout) {
      this.rule = rule;
      this.layout = layout;
      this.second = new double[layout.size()];
    }

    @Override
    public void apply(double[] update, double[] weights, Step step) {
      double fresh = Math.pow((double) step.number(), rule.beta2Decay);
      for (int i = 0; i < update.length; i++) {
        double g = update[i];
        second[i] += fresh * (g * g - second[i]);
        update[i] = g / Math.max(Math.sqrt(second[i]), LEAST_ROOT);
      }
      for (ParameterGroup group : layout.groups()) {
        scale(group, update, weights, step);
      }
    }

    private void scale(ParameterGroup group, double[] update, double[] weights, Step step) {
      double relative = Math.min(step.learningRate(), 1 / Math.sqrt((double) step.number()));
      double size = Math.max(rule.leastScale, meanSquareRoot(weights, group)) * relative;
      double clip = Math.max(1, meanSquareRoot(update, group) / rule.clipThreshold);
      boolean decays = group.kind() == ParameterGroup.Kind.WEIGHTS;
      double decay = decays ? step.learningRate() * rule.weightDecay : 0;
      for (int i = group.offset(); i < group.end(); i++) {
        update[i] = update[i] * (size / clip) + decay * weights[i];
      }
    }

    private static double meanSquareRoot(double[] values, ParameterGroup group) {
      return TrustRatio.norm(values, group) / Math.sqrt(group.end() - group.offset());
    }

    @Override
    public List<double[]> slots() {
      return List.of(second);
    }
  }
}
