package io.sparksgd.optim;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Prodigy (Mishchenko and Defazio 2023, the Adam form, as in the authors' code): Adam whose
 * learning rate is multiplied by an estimate {@code d} of the distance from the start weights
 * {@code w0} to the solution. With {@code b3 = sqrt(beta2)} and {@code d} from {@code d0 =
 * initialDistance}:
 *
 * <pre>{@code
 * n = b3 * n + d / d0 * d * lr * <g, w0 - w>
 * m = beta1 * m + (1 - beta1) * d * g
 * v = beta2 * v + (1 - beta2) * d^2 * g^2
 * s = b3 * s + d / d0 * d * lr * g
 * h = distanceCoefficient * n / |s|_1;  e = max(d, h)
 * w = w - d * lr * weightDecay * w
 * w = w - d * lr * m / (sqrt(v) + e * epsilon);  d = e
 * }</pre>
 *
 * Decay leaves biases alone. A step whose {@code |s|_1} is 0 changes nothing.
 */
public record Prodigy(
    @Setting(range = "from 0 to below 1", usual = "0.9") double beta1,
    @Setting(range = "from 0 to below 1", usual = "0.999") double beta2,
    @Setting(range = "above 0", usual = "1e-8") double epsilon,
    @Setting(range = "from 0", usual = "0") double weightDecay,
    @Setting(range = "above 0", usual = "1e-6") double initialDistance,
    @Setting(range = "above 0", usual = "1", param = "distanceCoefficient")
        @Says("factor of the estimated distance")
        double distanceCoefficient)
    implements UpdateRule {
  public Prodigy {
    RuleArguments.decayRate("beta1", beta1);
    RuleArguments.decayRate("beta2", beta2);
    RuleArguments.positive("epsilon", epsilon);
    RuleArguments.notNegative("weight-decay", weightDecay);
    RuleArguments.positive("initial-distance", initialDistance);
    RuleArguments.positive("distance-coefficient", distanceCoefficient);
  }

  @Override
  public double usualLearningRate() {
    return 1;
  }

  @Override
  public Set<Limit> limits() {
    return EnumSet.of(Limit.NO_L1, Limit.LONG_MEMORY);
  }

  @Override
  public List<Transform> chain(ParameterLayout layout) {
    return List.of(new Estimate(this, layout));
  }

  /** The whole rule: the estimate needs the weights and the learning rate. */
  private static final class Estimate implements Transform {
    private static final int STARTED = 0;
    private static final int DISTANCE = 1;
    private static final int NUMERATOR = 2;

    private final Prodigy rule;
    private final ParameterLayout layout;
    private final double[] start;
    private final double[] first;
    private final double[] second;
    private final double[] sums;

    /** Whether the start weights are kept, d and n. */
    private final double[] state = new double[3];

    private Estimate(Prodigy rule, ParameterLayout layout) {
      this.rule = rule;
      this.layout = layout;
      this.start = new double[layout.size()];
      this.first = new double[layout.size()];
      this.second = new double[layout.size()];
      this.sums = new double[layout.size()];
    }

    @Override
    public void apply(double[] update, double[] weights, Step step) {
      begin(weights);
      double rate = state[DISTANCE] * step.learningRate();
      double denominator = rate == 0 ? 0 : takeIn(update, weights, rate);
      if (denominator == 0) {
        // A warmup may begin at 0, and there may be no gradient yet: nothing moves.
        Arrays.fill(update, 0);
        return;
      }
      double estimate = rule.distanceCoefficient * state[NUMERATOR] / denominator;
      state[DISTANCE] = Math.max(state[DISTANCE], estimate);
      double epsilon = state[DISTANCE] * rule.epsilon;
      for (ParameterGroup group : layout.groups()) {
        boolean decays = group.kind() == ParameterGroup.Kind.WEIGHTS;
        double decay = decays ? rate * rule.weightDecay : 0;
        for (int i = group.offset(); i < group.end(); i++) {
          double move = rate * first[i] / (Math.sqrt(second[i]) + epsilon);
          update[i] = decay * weights[i] + move;
        }
      }
    }

    private void begin(double[] weights) {
      if (state[STARTED] == 0) {
        System.arraycopy(weights, 0, start, 0, start.length);
        state[DISTANCE] = rule.initialDistance;
        state[STARTED] = 1;
      }
    }

    /** Takes a gradient into the memory; returns {@code |s|_1}. */
    private double takeIn(double[] gradient, double[] weights, double rate) {
      double d = state[DISTANCE];
      double share = d / rule.initialDistance * rate;
      double beta3 = Math.sqrt(rule.beta2);
      double progress = 0;
      double denominator = 0;
      for (int i = 0; i < gradient.length; i++) {
        double g = gradient[i];
        progress += g * (start[i] - weights[i]);
        first[i] = rule.beta1 * first[i] + d * (1 - rule.beta1) * g;
        second[i] = rule.beta2 * second[i] + d * d * (1 - rule.beta2) * g * g;
        sums[i] = beta3 * sums[i] + share * g;
        denominator += Math.abs(sums[i]);
      }
      if (denominator > 0) {
        state[NUMERATOR] = beta3 * state[NUMERATOR] + share * progress;
      }
      return denominator;
    }

    @Override
    public List<double[]> slots() {
      return List.of(start, first, second, sums, state);
    }
  }
}
