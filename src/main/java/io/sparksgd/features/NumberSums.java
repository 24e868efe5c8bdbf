package io.sparksgd.features;

import io.sparksgd.math.Constancy;
import io.sparksgd.math.ExactSum;
import io.sparksgd.math.Ratio;
import java.io.Serializable;
import java.math.BigInteger;

/**
 * Count, smallest, largest, mean and deviation of the numbers of a column. The sums are exact: the
 * results are the same in whatever order the numbers come, and do not suffer from an offset.
 */
final class NumberSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private long count;
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;

  /** Adds a finite number. */
  void add(double value) {
    sum.add(value);
    squares.addSquare(value);
    count++;
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }

  void add(NumberSums other) {
    sum.add(other.sum);
    squares.add(other.squares);
    count += other.count;
    smallest = Math.min(smallest, other.smallest);
    largest = Math.max(largest, other.largest);
  }

  double smallest() {
    return smallest;
  }

  double largest() {
    return largest;
  }

  /** {@code sum / n}, rounded once; 0 without numbers. */
  double mean() {
    return count == 0 ? 0 : Ratio.of(sum.scaled(), BigInteger.valueOf(count), -ExactSum.SCALE);
  }

  /**
   * The sample's standard deviation, {@code sqrt((n * sum of squares - sum^2) / (n * (n - 1)))},
   * rounded once; 0 when the numbers are {@linkplain Constancy the same} but for rounding.
   */
  double deviation() {
    if (count < 2 || Constancy.isConstant(smallest, largest)) {
      return 0;
    }
    BigInteger n = BigInteger.valueOf(count);
    BigInteger total = sum.scaled();
    BigInteger numerator =
        n.multiply(squares.scaled()).shiftLeft(ExactSum.SCALE).subtract(total.multiply(total));
    return Ratio.root(numerator, n.multiply(n.subtract(BigInteger.ONE)), -2 * ExactSum.SCALE);
  }
}
