package io.sparksgd.compress;

/**
 * The k values of largest magnitude, of equal ones those with the smallest index (Aji and Heafield:
 * Sparse Communication for Distributed Gradient Descent, 2017); zeros are never sent.
 */
final class TopKCodec extends SizedCodec {
  private static final long serialVersionUID = 1L;

  private final int k;

  TopKCodec(int size, int k) {
    super(size, SparseValues.maxBytes(k, size), Bias.BIASED);
    this.k = k;
  }

  @Override
  byte[] encoded(double[] vector, long seed, long stream) {
    int[] indices = new int[k];
    int count = k == 0 ? 0 : LargestMagnitudes.indices(vector, indices);
    return SparseValues.encode(vector, indices, count);
  }

  @Override
  void add(byte[] bytes, double factor, double[] sum) {
    SparseValues.addDecoded(bytes, factor, sum);
  }
}
