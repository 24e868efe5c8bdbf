package io.sparksgd.compress;

/**
 * IEEE 754 half precision, 2 bytes a value, after a power of two: {@code v_i = 2^e * half_i}, each
 * half rounded to nearest, ties to even. Half precision alone reaches from 6e-8 to 65504, which
 * sums of gradients leave at both ends; the common exponent (2 bytes) puts the largest magnitude at
 * 2^14 to 2^15, so that nothing overflows, and values down to 2^-28 of the largest keep all their
 * digits.
 */
final class Fp16Codec extends SizedCodec {
  private static final long serialVersionUID = 1L;

  private static final int HEADER = Short.BYTES;
  private static final int LEADING_EXPONENT = 14;

  /** So that the power of two and its inverse are normal numbers, and no product overflows. */
  private static final int LEAST_EXPONENT = -1000;

  private static final int LARGEST_EXPONENT = 1008;

  Fp16Codec(int size) {
    super(size, HEADER + (long) Short.BYTES * size, Bias.UNBIASED);
  }

  @Override
  byte[] encoded(double[] vector, long seed, long stream) {
    int exponent = Math.getExponent(Vector.largest(vector, 0, size)) - LEADING_EXPONENT;
    exponent = Math.max(LEAST_EXPONENT, Math.min(LARGEST_EXPONENT, exponent));
    double inverse = Math.scalb(1.0, -exponent);
    byte[] bytes = new byte[maxBytes];
    WireBytes.putShort(bytes, 0, (short) exponent);
    for (int i = 0; i < size; i++) {
      short half = ShortFloat.FP16.round(vector[i] * inverse);
      WireBytes.putShort(bytes, HEADER + Short.BYTES * i, half);
    }
    return bytes;
  }

  @Override
  void add(byte[] bytes, double factor, double[] sum) {
    WireBytes.checkLength(bytes, maxBytes);
    short exponent = WireBytes.getShort(bytes, 0);
    if (exponent < LEAST_EXPONENT || exponent > LARGEST_EXPONENT) {
      throw new MalformedBytesException(
          "Invalid bytes: exponent "
              + exponent
              + " (allowed: "
              + LEAST_EXPONENT
              + " .. "
              + LARGEST_EXPONENT
              + ")");
    }
    double scale = Math.scalb(1.0, exponent);
    for (int i = 0; i < size; i++) {
      short half = WireBytes.getShort(bytes, HEADER + Short.BYTES * i);
      if (!ShortFloat.FP16.isFinite(half)) {
        throw WireBytes.notFinite();
      }
      sum[i] += factor * (scale * ShortFloat.FP16.toDouble(half));
    }
  }
}
