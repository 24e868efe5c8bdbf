package io.sparksgd.compress;

import java.util.Arrays;

/** Some elements of a vector: their indices, as {@link IndexCoder} writes them, and float32s. */
final class SparseValues {
  private SparseValues() {}

  static int maxBytes(int count, int size) {
    return Wire.length(IndexCoder.maxLength(count, size) + (long) Float.BYTES * count);
  }

  /** The bytes of the elements at the first {@code count} indices. */
  static byte[] encode(double[] vector, int[] indices, int count) {
    int at = IndexCoder.encodedLength(indices, count, vector.length);
    byte[] bytes = new byte[at + Float.BYTES * count];
    IndexCoder.write(indices, count, vector.length, bytes);
    for (int i = 0; i < count; i++) {
      Wire.putFloat(bytes, at + Float.BYTES * i, vector[indices[i]]);
    }
    return bytes;
  }

  static void addDecoded(byte[] bytes, double factor, double[] sum) {
    IndexBlock block = IndexCoder.read(bytes, sum.length);
    int[] indices = block.indices();
    if (bytes.length - block.end() != (long) Float.BYTES * indices.length) {
      throw new MalformedBytesException(
          "Invalid bytes: "
              + (bytes.length - block.end())
              + " of values (allowed: "
              + (long) Float.BYTES * indices.length
              + ")");
    }
    double zeros = 0;
    for (int i = 0; i < indices.length; i++) {
      double value = Wire.getFloat(bytes, block.end() + Float.BYTES * i);
      zeros += value * 0;
      sum[indices[i]] += factor * value;
    }
    Wire.checkFinite(zeros);
  }

  /** An array that can hold one more, twice as long when it is full. */
  static int[] grown(int[] indices, int count) {
    return count < indices.length
        ? indices
        : Arrays.copyOf(indices, (int) Math.min(2L * count + 16, Integer.MAX_VALUE - 8));
  }
}
