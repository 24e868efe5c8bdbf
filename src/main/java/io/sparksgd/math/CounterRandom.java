package io.sparksgd.math;

/**
 * Random numbers without state: each is a pure function of a seed, a stream and a counter, so that
 * a task that runs again, or elsewhere, draws the same numbers.
 *
 * <p>Within one stream the 64 bits are those of SplitMix64 (Steele, Lea, Flood: Fast Splittable
 * Pseudorandom Number Generators, 2014) from a start that the seed and the stream decide.
 */
public final class CounterRandom {
  /** 2^64 divided by the golden ratio, odd: the step of SplitMix64. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final double TWO_POW_MINUS_53 = 0x1.0p-53;

  private CounterRandom() {}

  /** 64 random bits. */
  public static long bits(long seed, long stream, long counter) {
    long start = mixInner(mixInner(seed + GOLDEN) + stream * GOLDEN);
    return mix(start + counter * GOLDEN);
  }

  /** A number of {@code [0, 1)}, a multiple of 2^-53. */
  public static double uniform(long seed, long stream, long counter) {
    return (bits(seed, stream, counter) >>> 11) * TWO_POW_MINUS_53;
  }

  /**
   * A whole number of {@code [0, bound)}, each equally likely (Lemire: Fast Random Integer
   * Generation in an Interval, 2019).
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public static long below(long seed, long stream, long counter, long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("Invalid bound: " + bound + " (allowed: 1 or more)");
    }
    long x = bits(seed, stream, counter);
    long low = x * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      // The first 2^64 mod bound values of the low half are one too many: draw again.
      long surplus = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, surplus) < 0) {
        x = mix(x + GOLDEN);
        low = x * bound;
      }
    }
    return scale(x, bound);
  }

  /** A number of the standard normal distribution (Box and Muller, 1958). */
  public static double gaussian(long seed, long stream, long counter) {
    long first = bits(seed, stream, counter);
    long second = mixInner(first + GOLDEN);
    // (0, 1], so that the logarithm is finite. StrictMath: the same bits on every processor.
    double radius = StrictMath.sqrt(-2 * StrictMath.log(((first >>> 11) + 1) * TWO_POW_MINUS_53));
    return radius * StrictMath.cos(2 * Math.PI * ((second >>> 11) * TWO_POW_MINUS_53));
  }

  /** {@code floor(x * bound / 2^64)} of the unsigned {@code x}; the bound is not negative. */
  static long scale(long x, long bound) {
    return Math.multiplyHigh(x, bound) + ((x >> 63) & bound);
  }

  /**
   * As {@link #scale}, of bounds below 2^32: by products that also processors have which multiply
   * several numbers at once. A single number takes longer.
   */
  static long scaleInLanes(long x, long bound) {
    long low = ((x & 0xFFFFFFFFL) * bound) >>> 32;
    return ((x >>> 32) * bound + low) >>> 32;
  }

  /** The finaliser of MurmurHash3: a bijection in which each input bit moves each output bit. */
  static long mixInner(long z) {
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }

  /** The finaliser of SplitMix64 (Stafford's variant 13), different from the inner one. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
