package io.sparksgd.compress;

import java.util.Arrays;

/**
 * Some elements of a vector: their indices, as {@link IndexCoder} writes them, then their values as
 * bfloat16. Measured on logistic regression, 1 % of the gradient with error feedback comes to the
 * same loss with values of 16 bits as with 32, since what they lack goes into the residual.
 */
final class SparseValues {
  private SparseValues() {}

  static int maxBytes(int count, int size) {
    return WireBytes.length(IndexCoder.maxLength(count, size) + (long) Short.BYTES * count);
  }

  /** The bytes of the elements at the first {@code count} indices. */
  static byte[] encode(double[] vector, int[] indices, int count) {
    int at = IndexCoder.encodedLength(indices, count, vector.length);
    byte[] bytes = new byte[at + Short.BYTES * count];
    IndexCoder.write(indices, count, vector.length, bytes);
    for (int i = 0; i < count; i++) {
      WireBytes.putShort(bytes, at + Short.BYTES * i, ShortFloat.BF16.round(vector[indices[i]]));
    }
    return bytes;
  }

  static void addDecoded(byte[] bytes, double factor, double[] sum) {
    IndexBlock block = IndexCoder.read(bytes, sum.length);
    int[] indices = block.indices();
    if (bytes.length - block.end() != (long) Short.BYTES * indices.length) {
      throw new MalformedBytesException(
          "Invalid bytes: "
              + (bytes.length - block.end())
              + " of values (allowed: "
              + (long) Short.BYTES * indices.length
              + ")");
    }
    for (int i = 0; i < indices.length; i++) {
      short number = WireBytes.getShort(bytes, block.end() + Short.BYTES * i);
      if (!ShortFloat.BF16.isFinite(number)) {
        throw WireBytes.notFinite();
      }
      sum[indices[i]] += factor * ShortFloat.BF16.toDouble(number);
    }
  }

  /** An array that can hold one more, twice as long when it is full. */
  static int[] grown(int[] indices, int count) {
    return count < indices.length
        ? indices
        : Arrays.copyOf(indices, (int) Math.min(2L * count + 16, Integer.MAX_VALUE - 8));
  }
}
