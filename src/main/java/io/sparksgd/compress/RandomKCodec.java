package io.sparksgd.compress;

import io.sparksgd.math.CounterRandom;

/**
 * k values at random: the vector is cut into k stretches whose lengths differ by one at most, and
 * of each stretch one value, every one equally likely, is sent for all: {@code decoded_i = length *
 * v_i} for it and 0 for the others, whose expectation is {@code v_i}. One value a stretch is as
 * unbiased as any k of n, varies no more, and needs neither memory nor sorting.
 *
 * <p>Bytes: a key of 8 bytes that decides the positions, then the values as float32.
 */
final class RandomKCodec extends SizedCodec {
  private static final long serialVersionUID = 1L;

  private static final int HEADER = Long.BYTES;

  private final int k;

  RandomKCodec(int size, int k) {
    super(size, HEADER + (long) Float.BYTES * k, Bias.UNBIASED);
    this.k = k;
  }

  @Override
  byte[] encoded(double[] vector, long seed, long stream) {
    byte[] bytes = new byte[maxBytes];
    long key = CounterRandom.bits(seed, stream, 0);
    WireBytes.putLong(bytes, 0, key);
    for (int j = 0; j < k; j++) {
      int from = start(j);
      int chosen = from + (int) CounterRandom.below(key, 0, j, start(j + 1) - from);
      WireBytes.putFloat(bytes, HEADER + Float.BYTES * j, vector[chosen]);
    }
    return bytes;
  }

  @Override
  void add(byte[] bytes, double factor, double[] sum) {
    WireBytes.checkLength(bytes, maxBytes);
    long key = WireBytes.getLong(bytes, 0);
    double zeros = 0;
    for (int j = 0; j < k; j++) {
      int from = start(j);
      int length = start(j + 1) - from;
      double value = WireBytes.getFloat(bytes, HEADER + Float.BYTES * j);
      zeros += value * 0;
      sum[from + (int) CounterRandom.below(key, 0, j, length)] += factor * (length * value);
    }
    WireBytes.checkFinite(zeros);
  }

  /** Where the stretch j begins. */
  private int start(int j) {
    return (int) ((long) j * size / k);
  }
}
