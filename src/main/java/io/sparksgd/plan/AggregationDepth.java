package io.sparksgd.plan;

import java.util.OptionalInt;

/**
 * In how many levels the contributions of a round are added: one, all on the driver, or more, by a
 * {@linkplain io.sparksgd.round.TreeAggregation tree}. A pure function of the job and the round, so
 * that the order of the additions, and with it the last bits of the sums, is the same in every run.
 */
public final class AggregationDepth {
  /**
   * Bytes that may meet on the driver in one round (measured: a tree costs a stage, about 20 ms).
   */
  public static final long LARGEST_AT_DRIVER = 64L << 20;

  /** A group of all partitions, or groups of one, would be no tree. */
  private static final int FEWEST_PARTITIONS = 3;

  private static final int FEWEST_PARTITIONS_BY_ITSELF = 4;

  private final OptionalInt fixed;
  private final long largestAtDriver;

  private AggregationDepth(OptionalInt fixed, long largestAtDriver) {
    this.fixed = fixed;
    this.largestAtDriver = largestAtDriver;
  }

  /**
   * The depth of a job.
   *
   * @param fixed levels; empty: two for sums too large to meet on the driver, else one
   */
  public static AggregationDepth of(OptionalInt fixed) {
    return new AggregationDepth(fixed, LARGEST_AT_DRIVER);
  }

  /** Two levels for contributions of more than this many bytes in all. */
  public static AggregationDepth byBytes(long largestAtDriver) {
    return new AggregationDepth(OptionalInt.empty(), largestAtDriver);
  }

  /**
   * The levels of a round.
   *
   * @param bytes of all contributions together
   * @param partitions that contribute
   */
  public int levels(long bytes, int partitions) {
    if (fixed.isPresent()) {
      return partitions < FEWEST_PARTITIONS ? 1 : fixed.getAsInt();
    }
    return bytes > largestAtDriver && partitions >= FEWEST_PARTITIONS_BY_ITSELF ? 2 : 1;
  }
}
