package io.sparksgd.compress;

/**
 * The k values of largest magnitude, of equal ones those with the smallest index (Aji and Heafield:
 * Sparse Communication for Distributed Gradient Descent, 2017); zeros are never sent.
 */
final class TopKCodec implements Codec {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final int k;
  private final int maxBytes;

  TopKCodec(int size, int k) {
    this.size = size;
    this.k = k;
    maxBytes = SparseValues.maxBytes(k, size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int maxBytes() {
    return maxBytes;
  }

  @Override
  public Bias bias() {
    return Bias.BIASED;
  }

  @Override
  public byte[] encode(double[] vector, long seed, long stream) {
    Vector.check(vector, size);
    int[] indices = new int[k];
    int count = k == 0 ? 0 : LargestMagnitudes.indices(vector, indices);
    return SparseValues.encode(vector, indices, count);
  }

  @Override
  public void addDecoded(byte[] bytes, double factor, double[] sum) {
    Vector.checkSize(sum, size);
    SparseValues.addDecoded(bytes, factor, sum);
  }
}
