package io.sparksgd.compress;

/**
 * IEEE 754 single precision, 4 bytes a value: rounded to nearest, ties to even; values beyond the
 * range become the largest of it.
 */
final class Float32Codec extends SizedCodec {
  private static final long serialVersionUID = 1L;

  Float32Codec(int size) {
    super(size, (long) Float.BYTES * size, Bias.UNBIASED);
  }

  @Override
  byte[] encoded(double[] vector, long seed, long stream) {
    byte[] bytes = new byte[maxBytes];
    for (int i = 0; i < size; i++) {
      WireBytes.putFloat(bytes, Float.BYTES * i, vector[i]);
    }
    return bytes;
  }

  @Override
  void add(byte[] bytes, double factor, double[] sum) {
    WireBytes.checkLength(bytes, maxBytes);
    double zeros = 0;
    for (int i = 0; i < size; i++) {
      double value = WireBytes.getFloat(bytes, Float.BYTES * i);
      zeros += value * 0;
      sum[i] += factor * value;
    }
    WireBytes.checkFinite(zeros);
  }
}
