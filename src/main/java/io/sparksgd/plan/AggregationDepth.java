package io.sparksgd.plan;

import java.util.OptionalInt;

/**
 * Decides in how many levels the contributions of a round are added: one (all on the driver) or
 * more (by a {@linkplain io.sparksgd.round.TreeAggregation tree}. The depth is a pure function of
 * the job and the round. So the order of the additions, and with it the last bits of the sums, is
 * the same in every run.
 */
public final class AggregationDepth {
  /**
   * The largest sum of bytes that the driver adds alone (measured: a tree costs a stage, about 20
   * ms).
   */
  private static final long LARGEST_AT_DRIVER = 64L << 20;

  /** With fewer partitions there is no useful tree: a group would have all of them, or only one. */
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
   * @param fixed levels; when empty, two for sums too large for the driver, else one
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
