package io.sparksgd.compress;

/** The values as they are: 8 bytes each. */
final class Float64Codec implements Codec {
  private static final long serialVersionUID = 1L;

  private final int size;

  Float64Codec(int size) {
    this.size = size;
    Wire.length((long) Double.BYTES * size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int maxBytes() {
    return Double.BYTES * size;
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
      Wire.putDouble(bytes, Double.BYTES * i, vector[i]);
    }
    return bytes;
  }

  @Override
  public void addDecoded(byte[] bytes, double factor, double[] sum) {
    Vector.checkSize(sum, size);
    Wire.checkLength(bytes, maxBytes());
    double zeros = 0;
    for (int i = 0; i < size; i++) {
      double value = Wire.getDouble(bytes, Double.BYTES * i);
      zeros += value * 0;
      sum[i] += factor * value;
    }
    Wire.checkFinite(zeros);
  }
}
