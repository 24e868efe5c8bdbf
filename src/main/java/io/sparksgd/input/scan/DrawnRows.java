package io.sparksgd.input.scan;

import io.sparksgd.input.format.SegmentCounts;
import io.sparksgd.math.CounterRandom;

/**
 * Rows drawn without regard to partitions: row i is a validation row when {@code u(seed, i) <
 * threshold}, with u uniform in [0, 1).
 */
public final class DrawnRows implements RowChoice {
  private static final long serialVersionUID = 1L;

  /** The stream of random numbers that belongs to this decision. */
  private static final long STREAM = 0x76616c6964L;

  private final long seed;
  private final double threshold;
  private final Side side;

  private DrawnRows(long seed, double threshold, Side side) {
    this.seed = seed;
    this.threshold = threshold;
    this.side = side;
  }

  /**
   * The validation rows: an expected {@code fraction * rows} of them, at least one, and not all.
   *
   * @param rows of the whole input, at least 2
   */
  public static DrawnRows validation(double fraction, long seed, long rows) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (long row = 0; row < rows; row++) {
      double u = CounterRandom.uniform(seed, STREAM, row);
      smallest = Math.min(smallest, u);
      largest = Math.max(largest, u);
      if (smallest < fraction && largest >= fraction) {
        return new DrawnRows(seed, fraction, Side.VALIDATION);
      }
    }
    // All rows are on one side: moves the threshold just past the extreme row.
    double threshold = smallest >= fraction ? Math.nextUp(smallest) : largest;
    return new DrawnRows(seed, threshold, Side.VALIDATION);
  }

  /** The other rows. */
  public DrawnRows others() {
    return new DrawnRows(seed, threshold, side == Side.VALIDATION ? Side.TRAIN : Side.VALIDATION);
  }

  @Override
  public boolean takes(long row, boolean marked) {
    boolean drawn = CounterRandom.uniform(seed, STREAM, row) < threshold;
    return drawn == (side == Side.VALIDATION);
  }

  @Override
  public long count(long firstRow, SegmentCounts segment) {
    long count = 0;
    for (long row = firstRow; row < firstRow + segment.rows; row++) {
      if (takes(row, false)) {
        count++;
      }
    }
    return count;
  }
}
