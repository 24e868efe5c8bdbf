package io.sparksgd.compress;

import io.sparksgd.math.CounterRandom;

/**
 * Whole numbers of one byte, rounded at random (Alistarh et al.: QSGD, 2017, with the largest
 * magnitude for the norm): in each bucket of consecutive values {@code q_i = floor(v_i / step +
 * u_i)} with {@code step = max |v| / 127} and {@code u_i} uniform in [0, 1), so that {@code step *
 * E[q_i] = v_i}. The step travels as float64 before the numbers of its bucket.
 */
final class Int8Codec extends SizedCodec {
  private static final long serialVersionUID = 1L;

  private static final int LEVELS = 127;

  /** So that {@code LEVELS * step} is finite. */
  private static final double LARGEST_STEP = Math.nextDown(Double.MAX_VALUE / LEVELS);

  private final int bucket;

  Int8Codec(int size, int bucket) {
    super(size, size + Double.BYTES * ((size + (long) bucket - 1) / bucket), Bias.UNBIASED);
    this.bucket = bucket;
  }

  @Override
  byte[] encoded(double[] vector, long seed, long stream) {
    byte[] bytes = new byte[maxBytes];
    int at = 0;
    for (int from = 0; from < size; ) {
      int to = from + Math.min(bucket, size - from);
      double step = step(Vector.largest(vector, from, to));
      WireBytes.putDouble(bytes, at, step);
      at += Double.BYTES;
      if (step > 0) {
        for (int i = from; i < to; i++) {
          double uniform = CounterRandom.uniform(seed, stream, i);
          int level = (int) Math.floor(vector[i] / step + uniform);
          // A quotient may be one rounding beyond the last level.
          bytes[at + i - from] = (byte) Math.max(-LEVELS, Math.min(LEVELS, level));
        }
      }
      at += to - from;
      from = to;
    }
    return bytes;
  }

  /** Not 0 unless all values are. */
  private static double step(double largest) {
    double step = Math.min(largest / LEVELS, LARGEST_STEP);
    return step == 0 && largest > 0 ? Double.MIN_VALUE : step;
  }

  @Override
  void add(byte[] bytes, double factor, double[] sum) {
    WireBytes.checkLength(bytes, maxBytes);
    int at = 0;
    for (int from = 0; from < size; ) {
      int to = from + Math.min(bucket, size - from);
      double step = WireBytes.checkScale(WireBytes.getDouble(bytes, at), LARGEST_STEP);
      at += Double.BYTES;
      for (int i = from; i < to; i++) {
        int level = bytes[at + i - from];
        if (level < -LEVELS) {
          throw new MalformedBytesException(
              "Invalid bytes: level " + level + " (allowed: -127 .. 127)");
        }
        sum[i] += factor * (step * level);
      }
      at += to - from;
      from = to;
    }
  }
}
