package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All the numbers of both formats, and what lies between them. */
class ShortFloatTest {
  private static final int SIGN = 0x8000;

  /** The definition of the formats: {@code 2^(e - bias) * 1.fraction}, below that 0.fraction. */
  private static double defined(ShortFloat format, int magnitude) {
    int fractionBits = format == ShortFloat.FP16 ? 10 : 7;
    int bias = format == ShortFloat.FP16 ? 15 : 127;
    int exponent = magnitude >> fractionBits;
    double fraction = (magnitude & ((1 << fractionBits) - 1)) / (double) (1 << fractionBits);
    return exponent == 0
        ? fraction * Math.pow(2, 1 - bias)
        : (1 + fraction) * Math.pow(2, exponent - bias);
  }

  private static int infinity(ShortFloat format) {
    return format == ShortFloat.FP16 ? 0x7C00 : 0x7F80;
  }

  @ParameterizedTest
  @EnumSource
  void everyNumberHasItsDefinedValueAndRoundsToItself(ShortFloat format) {
    for (int magnitude = 0; magnitude < infinity(format); magnitude++) {
      double value = defined(format, magnitude);
      if (format.toDouble((short) magnitude) != value
          || format.toDouble((short) (magnitude | SIGN)) != -value
          || format.round(value) != (short) magnitude
          || format.round(-value) != (short) (magnitude | SIGN)
          || !format.isFinite((short) magnitude)
          || !format.isFinite((short) (magnitude | SIGN))) {
        throw new AssertionError(format + " number " + magnitude + " of value " + value);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatLiesBetweenTwoNumbersRoundsToTheNearestAndTheMiddleToTheEvenOne(ShortFloat format) {
    for (int magnitude = 0; magnitude + 1 < infinity(format); magnitude++) {
      double middle = (defined(format, magnitude) + defined(format, magnitude + 1)) / 2;
      int even = magnitude + (magnitude & 1);
      if (format.round(middle) != (short) even
          || format.round(-middle) != (short) (even | SIGN)
          || format.round(Math.nextDown(middle)) != (short) magnitude
          || format.round(Math.nextUp(middle)) != (short) (magnitude + 1)) {
        throw new AssertionError(format + " after number " + magnitude);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsBeyondTheRangeIsTheLargestNumber(ShortFloat format) {
    short largest = (short) (infinity(format) - 1);
    double next = defined(format, infinity(format));

    assertThat(format.round(Math.nextDown(next))).isEqualTo(largest);
    assertThat(format.round(next)).isEqualTo(largest);
    assertThat(format.round(-Double.MAX_VALUE)).isEqualTo((short) (largest | SIGN));
    assertThat(format.round(Double.MIN_VALUE)).isZero();
    for (int magnitude = infinity(format); magnitude < SIGN; magnitude++) {
      assertThat(format.isFinite((short) magnitude)).isFalse();
    }
  }

  @Test
  void bfloat16IsTheUpperHalfOfFloat32() {
    for (int number = 0; number < 0x7F80; number++) {
      assertThat(ShortFloat.BF16.toDouble((short) number))
          .isEqualTo(Float.intBitsToFloat(number << 16));
    }
  }
}
