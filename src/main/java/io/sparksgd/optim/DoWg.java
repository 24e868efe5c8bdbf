package io.sparksgd.optim;

import io.sparksgd.math.ParameterLayout;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * DoWG, distance over weighted gradients (Khaled, Mishchenko and Jin 2023): gradient descent whose
 * step size follows from the way that the weights have gone. With the start weights {@code w0} and
 * a schedule's factor {@code f}, which is 1 without one:
 *
 * <pre>{@code
 * r = max(r, |w - w0|), from initialDistance
 * v = v + r^2 * |g|^2
 * w = w - f * r^2 / (sqrt(v) + epsilon) * g
 * }</pre>
 *
 * The norms are those of all parameters. The paper has epsilon 0, the authors' code 1e-4.
 */
public record DoWg(
    @Setting(range = "above 0", usual = "0.01", param = "initialDistance")
        @Says("least distance of the weights from their start, in the estimate of how far it is")
        double initialDistance,
    @Setting(range = "from 0", usual = "1e-4") double epsilon)
    implements UpdateRule {
  public DoWg {
    RuleArguments.positive("initial-distance", initialDistance);
    RuleArguments.notNegative("epsilon", epsilon);
  }

  @Override
  public double usualLearningRate() {
    return 1;
  }

  @Override
  public Set<Limit> limits() {
    return EnumSet.of(Limit.NO_LEARNING_RATE, Limit.NO_L1, Limit.LONG_MEMORY);
  }

  @Override
  public List<Transform> chain(ParameterLayout layout) {
    return List.of(new Distance(this, layout.size()));
  }

  /** The whole rule: its step size needs the weights. */
  private static final class Distance implements Transform {
    private static final int STARTED = 0;
    private static final int SQUARED_DISTANCE = 1;
    private static final int WEIGHTED_SQUARES = 2;

    private final DoWg rule;
    private final double[] start;

    /** Whether the start weights are kept, r^2 and v. */
    private final double[] state = new double[3];

    private Distance(DoWg rule, int size) {
      this.rule = rule;
      this.start = new double[size];
    }

    @Override
    public void apply(double[] update, double[] weights, Step step) {
      if (state[STARTED] == 0) {
        System.arraycopy(weights, 0, start, 0, start.length);
        state[SQUARED_DISTANCE] = rule.initialDistance * rule.initialDistance;
        state[STARTED] = 1;
      }
      double gone = 0;
      double squares = 0;
      for (int i = 0; i < update.length; i++) {
        gone += (weights[i] - start[i]) * (weights[i] - start[i]);
        squares += update[i] * update[i];
      }
      double distance = Math.max(state[SQUARED_DISTANCE], gone);
      state[SQUARED_DISTANCE] = distance;
      state[WEIGHTED_SQUARES] += distance * squares;
      double divisor = Math.sqrt(state[WEIGHTED_SQUARES]) + rule.epsilon;
      double size = divisor == 0 ? 0 : step.learningRate() * distance / divisor;
      for (int i = 0; i < update.length; i++) {
        update[i] *= size;
      }
    }

    @Override
    public List<double[]> slots() {
      return List.of(start, state);
    }
  }
}
