package io.sparksgd.data;

import io.sparksgd.math.RowKernels;

/** Dense rows of floats. */
final class DenseFloats extends DenseBlock {
  private static final long serialVersionUID = 1L;

  private final float[] values;

  DenseFloats(int features, float[] values, double[] labels, double[] weights) {
    super(features, labels, weights);
    this.values = values;
  }

  @Override
  public long bytes() {
    return super.bytes() + 4L * values.length;
  }

  @Override
  void dots(int[] starts, int count, double[] parameters, double[] margins) {
    RowKernels.fastest().dots(values, starts, count, features(), parameters, margins);
  }

  @Override
  void add(int[] starts, double[] factors, int count, double[] sum) {
    RowKernels.fastest().addRows(values, starts, factors, count, features(), sum);
  }

  @Override
  long touchValue(int at) {
    return (long) values[at];
  }

  @Override
  double[] wide(int start, double[] scratch) {
    for (int j = 0; j < scratch.length; j++) {
      scratch[j] = values[start + j];
    }
    return scratch;
  }

  @Override
  int wideStart(int start) {
    return 0;
  }

  @Override
  public int copyRow(int row, int[] indices, double[] cells, int at) {
    int start = row * features();
    for (int j = 0; j < features(); j++) {
      indices[at + j] = j;
      cells[at + j] = values[start + j];
    }
    return at + features();
  }

  @Override
  public void forEach(int row, FeatureVisitor visitor) {
    int start = row * features();
    for (int j = 0; j < features(); j++) {
      visitor.visit(j, values[start + j]);
    }
  }
}
