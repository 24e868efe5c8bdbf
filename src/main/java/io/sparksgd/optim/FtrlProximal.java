package io.sparksgd.optim;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.SparseVector;
import java.util.Arrays;
import java.util.List;

/**
 * FTRL-proximal, per coordinate: {@code n += g^2; r = (beta + sqrt(n)) / lr; z += g - (r - r
 * before) * w; w = 0 if |z| <= l1, else -(z - sign(z) * l1) / (r + l2)}, where r begins as {@code
 * beta / lr}. Biases have no l1 and l2. Start weights that are not zero are the solution before the
 * first step; a weight that neither a gradient nor a regulariser has touched stays. McMahan et al.,
 * Ad Click Prediction, 2013, where lr is their alpha; here it may follow a schedule.
 */
final class FtrlProximal implements SparseTransform {
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
    start(weights, step);
    for (ParameterGroup group : layout.groups()) {
      boolean penalised = group.kind() == ParameterGroup.Kind.WEIGHTS;
      for (int i = group.offset(); i < group.end(); i++) {
        update[i] = move(i, update[i], weights[i], step.learningRate(), penalised);
      }
    }
  }

  @Override
  public void apply(SparseVector update, double[] weights, Step step) {
    if (step.learningRate() == 0) {
      Arrays.fill(update.values(), 0, update.size(), 0);
      return;
    }
    start(weights, step);
    int[] at = update.coordinates();
    double[] values = update.values();
    for (int i = 0; i < update.size(); i++) {
      values[i] = move(at[i], values[i], weights[at[i]], step.learningRate(), penalised(at[i]));
    }
  }

  /** Takes a gradient in and returns by how much the weight falls. */
  private double move(int i, double g, double weight, double learningRate, boolean penalised) {
    n[i] += g * g;
    double newRoot = (beta + Math.sqrt(n[i])) / learningRate;
    z[i] += g - (newRoot - root[i]) * weight;
    root[i] = newRoot;
    double curvature = newRoot + (penalised ? l2 : 0);
    if (curvature == 0) {
      // With beta 0, before the first gradient: every weight solves the problem.
      return 0;
    }
    double rest = Math.abs(z[i]) - (penalised ? l1 : 0);
    double solution = rest > 0 ? -Math.copySign(rest, z[i]) / curvature : 0;
    return weight - solution;
  }

  private boolean penalised(int coordinate) {
    for (ParameterGroup group : layout.groups()) {
      if (coordinate < group.end()) {
        return group.kind() == ParameterGroup.Kind.WEIGHTS;
      }
    }
    return false;
  }

  /** Before the first step: the start weights become the solution of the problem so far. */
  private void start(double[] weights, Step step) {
    if (started[0] != 0) {
      return;
    }
    double firstRoot = beta / step.learningRate();
    for (ParameterGroup group : layout.groups()) {
      boolean penalised = group.kind() == ParameterGroup.Kind.WEIGHTS;
      start(group, weights, firstRoot, penalised ? l1 : 0, penalised ? l2 : 0);
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
