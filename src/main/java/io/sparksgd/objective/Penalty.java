package io.sparksgd.objective;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.io.Serializable;

/**
 * Elastic net: {@code l1 * |w|_1 + l2 / 2 * |w|^2} over the groups of kind {@link
 * ParameterGroup.Kind#WEIGHTS}; intercepts and biases are free. With Spark's names {@code l1 =
 * regParam * elasticNetParam} and {@code l2 = regParam * (1 - elasticNetParam)}. The L1 part has no
 * gradient here: it is applied by a proximal step after the update.
 *
 * @param l1 at least 0
 * @param l2 at least 0
 */
public record Penalty(
    @Setting(range = "from 0", usual = "0")
        @Says("applied by a proximal step, so that weights become exactly zero")
        double l1,
    @Setting(range = "from 0", usual = "0")
        @Says("adds l2 * w to the gradient; not to be confused with `optimizer.weight-decay`")
        double l2)
    implements Serializable {
  /** No penalty. */
  public static final Penalty NONE = new Penalty(0, 0);

  public Penalty {
    if (!(l1 >= 0) || !(l2 >= 0) || Double.isInfinite(l1) || Double.isInfinite(l2)) {
      throw new IllegalArgumentException(
          "Invalid penalty: l1 " + l1 + ", l2 " + l2 + " (allowed: finite numbers from 0)");
    }
  }

  /** The penalty of these parameters. */
  public double value(double[] parameters, ParameterLayout layout) {
    double squares = 0;
    double absolutes = 0;
    if (l1 != 0 || l2 != 0) {
      for (ParameterGroup group : layout.groups()) {
        if (group.kind() == ParameterGroup.Kind.WEIGHTS) {
          for (int i = group.offset(); i < group.end(); i++) {
            squares += parameters[i] * parameters[i];
            absolutes += Math.abs(parameters[i]);
          }
        }
      }
    }
    return l1 * absolutes + l2 / 2 * squares;
  }

  /** Adds the gradient of the L2 part, {@code l2 * w}, to {@code gradient}. */
  public void addGradient(double[] parameters, ParameterLayout layout, double[] gradient) {
    if (l2 == 0) {
      return;
    }
    for (ParameterGroup group : layout.groups()) {
      if (group.kind() == ParameterGroup.Kind.WEIGHTS) {
        for (int i = group.offset(); i < group.end(); i++) {
          gradient[i] += l2 * parameters[i];
        }
      }
    }
  }

  /**
   * The proximal step of the L1 part: {@code w = sign(w) * max(|w| - learningRate * l1, 0)}, so
   * that weights become exactly zero.
   */
  public void proximalStep(double[] parameters, ParameterLayout layout, double learningRate) {
    if (l1 == 0) {
      return;
    }
    double threshold = learningRate * l1;
    for (ParameterGroup group : layout.groups()) {
      if (group.kind() == ParameterGroup.Kind.WEIGHTS) {
        for (int i = group.offset(); i < group.end(); i++) {
          double shrunk = Math.abs(parameters[i]) - threshold;
          parameters[i] = shrunk > 0 ? Math.copySign(shrunk, parameters[i]) : 0.0;
        }
      }
    }
  }
}
