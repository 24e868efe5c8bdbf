package io.sparksgd.compress;

/** Floating-point formats of 16 bits: a sign, an exponent, a fraction, in this order. */
enum ShortFloat {
  /** bfloat16: the range of float32 with 8 significant bits. */
  BF16(7),
  /** IEEE 754 half precision: 11 significant bits, up to 65504. */
  FP16(10);

  private static final int MAGNITUDE = 0x7FFF;
  private static final int DOUBLE_FRACTION = 52;
  private static final int DOUBLE_BIAS = 1023;

  private final int fractionBits;
  private final double smallestNormal;

  /** The largest finite number, as bits. */
  private final int largest;

  /** Numbers from here would round beyond the largest one. */
  private final double overflow;

  /** Bits that a fraction of a double has more. */
  private final int shift;

  /** Difference of the exponents' offsets, at the place of the exponent of a double. */
  private final long rebias;

  /** A double whose last bit is worth the smallest number of the format. */
  private final double subnormalUnit;

  ShortFloat(int fractionBits) {
    this.fractionBits = fractionBits;
    int bias = (1 << (14 - fractionBits)) - 1;
    smallestNormal = Math.scalb(1.0, 1 - bias);
    largest = ((2 * bias + 1) << fractionBits) - 1;
    overflow = Math.scalb(2 - Math.scalb(1.0, -fractionBits - 1), bias);
    shift = DOUBLE_FRACTION - fractionBits;
    rebias = (long) (DOUBLE_BIAS - bias) << DOUBLE_FRACTION;
    subnormalUnit = Math.scalb(1.0, 1 - bias - fractionBits + DOUBLE_FRACTION);
  }

  /** The nearest number, ties to even; beyond the range the largest one. Not for NaN. */
  short round(double value) {
    double magnitude = Math.abs(value);
    int sign = (int) (Double.doubleToRawLongBits(value) >>> 48) & ~MAGNITUDE;
    if (magnitude >= overflow) {
      return (short) (sign | largest);
    }
    if (magnitude < smallestNormal) {
      // The addition rounds to a multiple of the smallest number, as doubles round.
      long units = Double.doubleToRawLongBits(magnitude + subnormalUnit);
      return (short) (sign | ((int) units & ((2 << fractionBits) - 1)));
    }
    long bits = Double.doubleToRawLongBits(magnitude) - rebias;
    long toEven = ((bits >>> shift) & 1) + (1L << (shift - 1)) - 1;
    return (short) (sign | (int) ((bits + toEven) >>> shift));
  }

  /** The value of a number that {@link #isFinite}. */
  double toDouble(short number) {
    long magnitude = (long) (number & MAGNITUDE) << shift;
    long sign = (long) (number & ~MAGNITUDE) << 48;
    if (magnitude >>> DOUBLE_FRACTION == 0) {
      double normal = Double.longBitsToDouble(magnitude + rebias + (1L << DOUBLE_FRACTION));
      double value = normal - smallestNormal;
      return sign == 0 ? value : -value;
    }
    return Double.longBitsToDouble(sign | (magnitude + rebias));
  }

  boolean isFinite(short number) {
    return (number & MAGNITUDE) <= largest;
  }
}
