package io.sparksgd.optim;

import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.SparseVector;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * COCOB-Backprop (Orabona and Tommasi 2017, algorithm 2): each parameter bets on the sign of its
 * next gradient, and no step has a learning rate. With the start weights {@code w1}:
 *
 * <pre>{@code
 * L = max(L, |g|), from epsilon
 * G = G + |g|
 * R = max(R - g * (w - w1), 0)
 * s = s - g
 * w = w1 + s / (L * max(G + L, alpha * L)) * (L + R)
 * }</pre>
 *
 * A parameter without gradient keeps its weight.
 */
public record Cocob(
    @Setting(range = "above 0", usual = "100", param = "cocobAlpha")
        @Says("the first bets are at most 1 / alpha for each parameter")
        double alpha,
    @Setting(range = "above 0", usual = "1e-8") @Says("the largest gradient before the first one")
        double epsilon)
    implements UpdateRule {
  public Cocob {
    RuleArguments.positive("alpha", alpha);
    RuleArguments.positive("epsilon", epsilon);
  }

  @Override
  public double usualLearningRate() {
    return 1;
  }

  @Override
  public Set<Limit> limits() {
    return EnumSet.of(Limit.NO_LEARNING_RATE, Limit.NO_SCHEDULE, Limit.NO_L1, Limit.OWN_WEIGHTS);
  }

  @Override
  public List<Transform> chain(ParameterLayout layout) {
    return List.of(new Betting(this, layout.size()));
  }

  /** The whole rule: the new weights follow from its memory. */
  private static final class Betting implements SparseTransform {
    private static final double SAME = 1e-9;

    private final Cocob rule;

    /** The start weights. */
    private final double[] start;

    /** The largest gradients; 0 before the first one. */
    private final double[] largest;

    /** Sums of the sizes of gradients. */
    private final double[] sizes;

    private final double[] rewards;

    /** Sums of the gradients, negated. */
    private final double[] sums;

    /** One value: 1 once the start weights are kept. */
    private final double[] started = new double[1];

    private Betting(Cocob rule, int size) {
      this.rule = rule;
      this.start = new double[size];
      this.largest = new double[size];
      this.sizes = new double[size];
      this.rewards = new double[size];
      this.sums = new double[size];
    }

    @Override
    public void apply(double[] update, double[] weights, Step step) {
      begin(weights);
      for (int i = 0; i < update.length; i++) {
        update[i] = move(i, update[i], weights[i]);
      }
    }

    @Override
    public void apply(SparseVector update, double[] weights, Step step) {
      begin(weights);
      int[] at = update.coordinates();
      double[] values = update.values();
      for (int i = 0; i < update.size(); i++) {
        values[i] = move(at[i], values[i], weights[at[i]]);
      }
    }

    private void begin(double[] weights) {
      if (started[0] == 0) {
        System.arraycopy(weights, 0, start, 0, start.length);
        started[0] = 1;
      }
    }

    /** Takes a gradient in and returns by how much the weight falls. */
    private double move(int i, double g, double weight) {
      double size = Math.abs(g);
      largest[i] = Math.max(largest[i], size);
      sizes[i] += size;
      rewards[i] = Math.max(rewards[i] - g * (weight - start[i]), 0);
      sums[i] -= g;
      return weight - (start[i] + bet(i));
    }

    private double bet(int i) {
      double most = Math.max(largest[i], rule.epsilon);
      return sums[i] / (most * Math.max(sizes[i] + most, rule.alpha * most)) * (most + rewards[i]);
    }

    /**
     * Moves the start weights so that the next bets are placed around these weights, unless they
     * are those of the last bets, but for rounding.
     */
    @Override
    public void continueAt(double[] weights) {
      for (int i = 0; i < start.length; i++) {
        double moved = weights[i] - (start[i] + bet(i));
        if (Math.abs(moved) > SAME * (1 + Math.abs(weights[i]))) {
          start[i] += moved;
        }
      }
    }

    @Override
    public List<double[]> slots() {
      return Arrays.asList(start, largest, sizes, rewards, sums, started);
    }
  }
}
