package io.sparksgd.compress;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;

/**
 * One bit a value: {@code decoded_i = scale * sign(v_i)} with {@code scale = mean |v|} over buckets
 * of consecutive values (Karimireddy et al.: Error Feedback Fixes SignSGD, 2019). No bucket crosses
 * a parameter group, so that an intercept does not get the scale of weights. The scale travels as
 * float32 before the bits of its bucket, which begin with a new byte; a set bit is a minus.
 */
final class SignCodec implements Codec {
  private static final long serialVersionUID = 1L;

  private static final int BUCKET = 1024;

  /** Where the buckets end. */
  private final int[] ends;

  private final int length;

  SignCodec(ParameterLayout layout) {
    int buckets = 0;
    for (ParameterGroup group : layout.groups()) {
      buckets += (int) ((group.size() + (long) BUCKET - 1) / BUCKET);
    }
    ends = new int[buckets];
    int next = 0;
    long bytes = 0;
    for (ParameterGroup group : layout.groups()) {
      for (int from = group.offset(); from < group.end(); ) {
        int to = from + Math.min(BUCKET, group.end() - from);
        bytes += Float.BYTES + bitBytes(to - from);
        ends[next++] = to;
        from = to;
      }
    }
    length = WireBytes.length(bytes);
  }

  @Override
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  @Override
  public int maxBytes() {
    return length;
  }

  @Override
  public Bias bias() {
    return Bias.BIASED;
  }

  @Override
  public byte[] encode(double[] vector, long seed, long stream) {
    Vector.check(vector, size());
    byte[] bytes = new byte[length];
    int at = 0;
    int from = 0;
    for (int to : ends) {
      double magnitudes = 0;
      for (int i = from; i < to; i++) {
        magnitudes += Math.abs(vector[i]);
        long minus = Double.doubleToRawLongBits(vector[i]) >>> 63;
        bytes[at + Float.BYTES + ((i - from) >>> 3)] |= (byte) (minus << ((i - from) & 7));
      }
      WireBytes.putFloat(bytes, at, magnitudes / (to - from));
      at += Float.BYTES + bitBytes(to - from);
      from = to;
    }
    return bytes;
  }

  @Override
  public void addDecoded(byte[] bytes, double factor, double[] sum) {
    Vector.checkSize(sum, size());
    WireBytes.checkLength(bytes, length);
    int at = 0;
    int from = 0;
    for (int to : ends) {
      double scale = WireBytes.checkScale(WireBytes.getFloat(bytes, at), Float.MAX_VALUE);
      at += Float.BYTES;
      long plus = Double.doubleToRawLongBits(factor * scale);
      for (int i = from; i < to; i++) {
        int minus = (bytes[at + ((i - from) >>> 3)] >>> ((i - from) & 7)) & 1;
        // Signs cannot be predicted: no branch.
        sum[i] += Double.longBitsToDouble(plus ^ ((long) minus << 63));
      }
      at += bitBytes(to - from);
      checkUnused(bytes[at - 1], to - from);
      from = to;
    }
  }

  private static int bitBytes(int values) {
    return (values + 7) >>> 3;
  }

  /** Bits after the last value are zero. */
  private static void checkUnused(byte last, int values) {
    int used = values & 7;
    if (used > 0 && (last & 0xFF) >>> used != 0) {
      throw new MalformedBytesException("Invalid bytes: more signs than values");
    }
  }
}
