package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;

/**
 * The built-in objectives. A head computes loss and prediction from raw outputs; subclasses compute
 * raw outputs from features and parameters. Features can be renumbered.
 */
public abstract sealed class HeadedObjective implements Objective
    permits FactorizationMachine, LinearObjective, MultilayerPerceptron {
  private static final long serialVersionUID = 1L;

  /** For the models. */
  final Head head;

  HeadedObjective(Head head) {
    this.head = head;
  }

  @Override
  public final boolean canRenumber() {
    return true;
  }

  @Override
  public final Task task() {
    return head.task();
  }

  @Override
  public final int outputs() {
    return head.outputs();
  }

  @Override
  public final boolean hasProbability() {
    return head.hasProbability();
  }

  @Override
  public final String invalidLabel(double label) {
    return head.invalidLabel(label);
  }

  @Override
  public final double loss(double[] raw, double label) {
    return head.loss(raw, label);
  }

  @Override
  public final double predict(double[] raw, double[] probability) {
    return head.predict(raw, probability);
  }

  static void checkFeatures(int features) {
    if (features < 1) {
      throw new IllegalArgumentException(
          "Invalid number of features: " + features + " (allowed: 1 or more)");
    }
  }

  /** Refuses a wider block, which would read other parameters as weights, or read beyond them. */
  static void checkWidth(RowBlock block, int features) {
    if (block.features() > features) {
      throw new IllegalArgumentException(
          "Invalid block: " + block.features() + " features (allowed: up to " + features + ")");
    }
  }

  static void checkSizes(double[] parameters, GradientSum sum, int size) {
    if (parameters.length != size || sum.size() != size) {
      throw new IllegalArgumentException(
          "Invalid number of parameters: "
              + parameters.length
              + " with a sum of "
              + sum.size()
              + " (allowed: "
              + size
              + ")");
    }
  }
}
