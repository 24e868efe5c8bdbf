package io.sparksgd.compress;

/**
 * bfloat16, 2 bytes a value: rounded to nearest, ties to even; values beyond the range (that of
 * float32) become the largest of it.
 */
final class Bf16Codec extends SizedCodec {
  private static final long serialVersionUID = 1L;

  Bf16Codec(int size) {
    super(size, (long) Short.BYTES * size, Bias.UNBIASED);
  }

  @Override
  byte[] encoded(double[] vector, long seed, long stream) {
    byte[] bytes = new byte[maxBytes];
    for (int i = 0; i < size; i++) {
      WireBytes.putShort(bytes, Short.BYTES * i, ShortFloat.BF16.round(vector[i]));
    }
    return bytes;
  }

  @Override
  void add(byte[] bytes, double factor, double[] sum) {
    WireBytes.checkLength(bytes, maxBytes);
    for (int i = 0; i < size; i++) {
      short number = WireBytes.getShort(bytes, Short.BYTES * i);
      if (!ShortFloat.BF16.isFinite(number)) {
        throw WireBytes.notFinite();
      }
      sum[i] += factor * ShortFloat.BF16.toDouble(number);
    }
  }
}
