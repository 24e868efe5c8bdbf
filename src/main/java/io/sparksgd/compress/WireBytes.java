package io.sparksgd.compress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays, in the byte order of the usual processors, and checks of lengths. */
final class WireBytes {
  /** Some JVMs cannot make longer arrays. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private WireBytes() {}

  static void putShort(byte[] bytes, int at, short value) {
    SHORTS.set(bytes, at, value);
  }

  static short getShort(byte[] bytes, int at) {
    return (short) SHORTS.get(bytes, at);
  }

  /** Rounds to nearest, ties to even; beyond the range of floats: the largest one. */
  static void putFloat(byte[] bytes, int at, double value) {
    double within = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    FLOATS.set(bytes, at, (float) within);
  }

  static float getFloat(byte[] bytes, int at) {
    return (float) FLOATS.get(bytes, at);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONGS.set(bytes, at, value);
  }

  static long getLong(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  static void putDouble(byte[] bytes, int at, double value) {
    DOUBLES.set(bytes, at, value);
  }

  static double getDouble(byte[] bytes, int at) {
    return (double) DOUBLES.get(bytes, at);
  }

  static void checkLength(byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new MalformedBytesException(
          "Invalid bytes: " + bytes.length + " (allowed: " + length + ")");
    }
  }

  /**
   * Refuses decoded values that are NaN or infinite.
   *
   * @param zeros the sum of each value times 0
   */
  static void checkFinite(double zeros) {
    if (zeros != 0) {
      throw notFinite();
    }
  }

  static MalformedBytesException notFinite() {
    return new MalformedBytesException(
        "Invalid bytes: a value that is NaN or infinite (allowed: finite numbers)");
  }

  /** Reads a scale: finite, from 0 to the largest one. */
  static double checkScale(double scale, double largest) {
    if (!(scale >= 0 && scale <= largest)) {
      throw new MalformedBytesException(
          "Invalid bytes: scale " + scale + " (allowed: 0 .. " + largest + ")");
    }
    return scale;
  }

  /** A number of bytes as an int, so that arrays can be that long. */
  static int length(long bytes) {
    if (bytes > LONGEST_ARRAY) {
      throw new IllegalArgumentException(
          "Invalid compression: a vector takes up to "
              + bytes
              + " bytes (allowed: at most "
              + LONGEST_ARRAY
              + "; kinds that send less)");
    }
    return (int) bytes;
  }
}
