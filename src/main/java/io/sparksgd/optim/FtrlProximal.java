package io.sparksgd.optim;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import java.util.Arrays;
import java.util.List;

/**
 * FTRL-proximal, per coordinate: {@code n += g^2; r = (beta + sqrt(n)) / lr; z += g - (r - r
 * before) * w; w = 0 if |z| <= l1, else -(z - sign(z) * l1) / (r + l2)}, where r begins as {@code
 * beta / lr}. Biases have no l1 and l2. Start weights that are not zero are the solution before the
 * first step; a weight that neither a gradient nor a regulariser has touched stays. McMahan et al.,
 * Ad Click Prediction, 2013, where lr is their alpha; here it may follow a schedule.
 */
final class FtrlProximal implements Transform {
  private final double beta;
  private final double l1;
  private final double l2;
  private final ParameterLayout layout;
  private final double[] z;
  private final double[] n;

  /** {@code (beta + sqrt(n)) / lr} of the step before. */
  private final double[] root;

  /** One value: 1 once z stands for the start weights. */
  private final double[] started = new double[1];

  FtrlProximal(double beta, double l1, double l2, ParameterLayout layout) {
    this.beta = beta;
    this.l1 = l1;
    this.l2 = l2;
    this.layout = layout;
    this.z = new double[layout.size()];
    this.n = new double[layout.size()];
    this.root = new double[layout.size()];
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    if (step.learningRate() == 0) {
      // A warmup may begin at 0: nothing moves, and 1 / lr would be infinite.
      Arrays.fill(update, 0);
      return;
    }
    for (ParameterGroup group : layout.groups()) {
      boolean penalised = group.kind() == ParameterGroup.Kind.WEIGHTS;
      double groupL1 = penalised ? l1 : 0;
      double groupL2 = penalised ? l2 : 0;
      if (started[0] == 0) {
        start(group, weights, beta / step.learningRate(), groupL1, groupL2);
      }
      for (int i = group.offset(); i < group.end(); i++) {
        double g = update[i];
        n[i] += g * g;
        double newRoot = (beta + Math.sqrt(n[i])) / step.learningRate();
        z[i] += g - (newRoot - root[i]) * weights[i];
        root[i] = newRoot;
        double curvature = newRoot + groupL2;
        if (curvature == 0) {
          // With beta 0, before the first gradient: every weight solves the problem.
          update[i] = 0;
          continue;
        }
        double rest = Math.abs(z[i]) - groupL1;
        double solution = rest > 0 ? -Math.copySign(rest, z[i]) / curvature : 0;
        update[i] = weights[i] - solution;
      }
    }
    started[0] = 1;
  }

  private void start(
      ParameterGroup group, double[] weights, double firstRoot, double groupL1, double groupL2) {
    for (int i = group.offset(); i < group.end(); i++) {
      root[i] = firstRoot;
      z[i] = -weights[i] * (firstRoot + groupL2) - Math.signum(weights[i]) * groupL1;
    }
  }

  @Override
  public List<double[]> slots() {
    return List.of(z, n, root, started);
  }
}
