package io.sparksgd.optim;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import java.util.Arrays;
import java.util.List;

/**
 * FTRL-proximal, per coordinate: {@code n += g^2; sigma = sqrt(n) / lr - (its value before); z += g
 * - sigma * w; w = 0 if |z| <= l1, else -(z - sign(z) * l1) / ((beta + sqrt(n)) / lr + l2)}. Biases
 * have no l1 and l2. Start weights that are not zero are the solution before the first step.
 * McMahan et al., Ad Click Prediction, 2013, where lr is their alpha; here it may follow a
 * schedule.
 */
final class FtrlProximal implements Transform {
  private final double beta;
  private final double l1;
  private final double l2;
  private final ParameterLayout layout;
  private final double[] z;
  private final double[] n;

  /** {@code sqrt(n) / lr} of the step before. */
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
      double base = beta / step.learningRate() + groupL2;
      if (started[0] == 0) {
        for (int i = group.offset(); i < group.end(); i++) {
          z[i] = -weights[i] * base - Math.signum(weights[i]) * groupL1;
        }
      }
      for (int i = group.offset(); i < group.end(); i++) {
        double g = update[i];
        n[i] += g * g;
        double newRoot = Math.sqrt(n[i]) / step.learningRate();
        z[i] += g - (newRoot - root[i]) * weights[i];
        root[i] = newRoot;
        double rest = Math.abs(z[i]) - groupL1;
        double solution = rest > 0 ? -Math.copySign(rest, z[i]) / (base + newRoot) : 0;
        update[i] = weights[i] - solution;
      }
    }
    started[0] = 1;
  }

  @Override
  public List<double[]> slots() {
    return List.of(z, n, root, started);
  }
}
