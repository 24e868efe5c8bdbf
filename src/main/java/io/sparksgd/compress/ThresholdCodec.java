package io.sparksgd.compress;

/** The values whose magnitude is at least the threshold. */
final class ThresholdCodec extends SizedCodec {
  private static final long serialVersionUID = 1L;

  private final double threshold;

  ThresholdCodec(int size, double threshold) {
    super(size, SparseValues.maxBytes(size, size), Bias.BIASED);
    this.threshold = threshold;
  }

  @Override
  byte[] encoded(double[] vector, long seed, long stream) {
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
  void add(byte[] bytes, double factor, double[] sum) {
    SparseValues.addDecoded(bytes, factor, sum);
  }
}
