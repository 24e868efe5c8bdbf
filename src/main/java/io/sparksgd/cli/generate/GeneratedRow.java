package io.sparksgd.cli.generate;

/** One row, drawn into again and again: a label and the first {@code count} features. */
final class GeneratedRow {

  double label;
  int count;

  /** Zero-based, ascending. */
  final int[] indices;

  final double[] values;

  /** Log-loss of the true probabilities in expectation over the label, given the features. */
  double expectedLoss;

  /** Probability that the true model's prediction is right, given the features. */
  double expectedAccuracy;

  GeneratedRow(int capacity) {
    this.indices = new int[capacity];
    this.values = new double[capacity];
  }

  /** A row in which every feature is stored. */
  static GeneratedRow dense(int features) {
    GeneratedRow row = new GeneratedRow(features);
    row.count = features;
    for (int j = 0; j < features; j++) {
      row.indices[j] = j;
    }
    return row;
  }
}
