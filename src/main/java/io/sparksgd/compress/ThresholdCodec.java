package io.sparksgd.compress;

/** The values whose magnitude is at least the threshold. */
final class ThresholdCodec implements Codec {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final double threshold;
  private final int maxBytes;

  ThresholdCodec(int size, double threshold) {
    this.size = size;
    this.threshold = threshold;
    maxBytes = SparseValues.maxBytes(size, size);
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
    int[] indices = {};
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (Math.abs(vector[i]) >= threshold) {
        indices = SparseValues.grown(indices, count);
        indices[count++] = i;
      }
    }
    return SparseValues.encode(vector, indices, count);
  }

  @Override
  public void addDecoded(byte[] bytes, double factor, double[] sum) {
    Vector.checkSize(sum, size);
    SparseValues.addDecoded(bytes, factor, sum);
  }
}
