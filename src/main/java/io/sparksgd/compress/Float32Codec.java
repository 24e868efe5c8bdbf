package io.sparksgd.compress;

/**
 * IEEE 754 single precision, 4 bytes a value: rounded to nearest, ties to even; values beyond the
 * range become the largest of it.
 */
final class Float32Codec implements Codec {
  private static final long serialVersionUID = 1L;

  private final int size;

  Float32Codec(int size) {
    this.size = size;
    WireBytes.length((long) Float.BYTES * size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int maxBytes() {
    return Float.BYTES * size;
  }

  @Override
  public Bias bias() {
    return Bias.UNBIASED;
  }

  @Override
  public byte[] encode(double[] vector, long seed, long stream) {
    Vector.check(vector, size);
    byte[] bytes = new byte[maxBytes()];
    for (int i = 0; i < size; i++) {
      WireBytes.putFloat(bytes, Float.BYTES * i, vector[i]);
    }
    return bytes;
  }

  @Override
  public void addDecoded(byte[] bytes, double factor, double[] sum) {
    Vector.checkSize(sum, size);
    WireBytes.checkLength(bytes, maxBytes());
    double zeros = 0;
    for (int i = 0; i < size; i++) {
      double value = WireBytes.getFloat(bytes, Float.BYTES * i);
      zeros += value * 0;
      sum[i] += factor * value;
    }
    WireBytes.checkFinite(zeros);
  }
}
