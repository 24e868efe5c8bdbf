package io.sparksgd.compress;

/** The values as they are: 8 bytes each. */
final class Float64Codec extends SizedCodec {
  private static final long serialVersionUID = 1L;

  Float64Codec(int size) {
    super(size, (long) Double.BYTES * size, Bias.UNBIASED);
  }

  @Override
  byte[] encoded(double[] vector, long seed, long stream) {
    byte[] bytes = new byte[maxBytes];
    for (int i = 0; i < size; i++) {
      WireBytes.putDouble(bytes, Double.BYTES * i, vector[i]);
    }
    return bytes;
  }

  @Override
  void add(byte[] bytes, double factor, double[] sum) {
    checkBytes(bytes);
    for (int i = 0; i < size; i++) {
      sum[i] += factor * WireBytes.getDouble(bytes, Double.BYTES * i);
    }
  }

  @Override
  public void decode(byte[] bytes, double[] vector) {
    Vector.checkSize(vector, size);
    checkBytes(bytes);
    for (int i = 0; i < size; i++) {
      // -0 becomes 0.
      vector[i] = 0 + WireBytes.getDouble(bytes, Double.BYTES * i);
    }
  }

  private void checkBytes(byte[] bytes) {
    WireBytes.checkLength(bytes, maxBytes);
    long carries = 0;
    for (int i = 0; i < size; i++) {
      carries |= Vector.carry(WireBytes.getLong(bytes, Double.BYTES * i));
    }
    if (carries < 0) {
      throw WireBytes.notFinite();
    }
  }
}
