package io.sparksgd.cli.generate;

import java.io.Serializable;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;

/**
 * Task: the sums over a range of what the true model is expected to reach.
 *
 * <p>The sums are whole numbers of {@code 2^-30}: adding those is associative, so the figures do
 * not depend on the partitions. They do not overflow: 10^9 rows of at most log(1000) stay below
 * 2^33.
 */
final class SumExpectations implements Function<RowRange, SumExpectations.Sums> {

  private static final long serialVersionUID = 1L;

  private static final double UNIT = 1L << 30;

  private final RowModel model;

  SumExpectations(RowModel model) {
    this.model = model;
  }

  @Override
  public Sums call(RowRange range) {
    GeneratedRow row = model.newRow();
    long loss = 0;
    long accuracy = 0;
    for (long number = range.from; number < range.to; number++) {
      model.draw(number, row);
      loss = Math.addExact(loss, Math.round(row.expectedLoss * UNIT));
      accuracy = Math.addExact(accuracy, Math.round(row.expectedAccuracy * UNIT));
    }
    return new Sums(loss, accuracy);
  }

  /** The two sums. */
  static final class Sums implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long loss;
    private final long accuracy;

    private Sums(long loss, long accuracy) {
      this.loss = loss;
      this.accuracy = accuracy;
    }

    double meanLoss(long rows) {
      return loss / UNIT / rows;
    }

    double meanAccuracy(long rows) {
      return accuracy / UNIT / rows;
    }
  }

  /** Adds two pairs of sums. */
  static final class Add implements Function2<Sums, Sums, Sums> {

    private static final long serialVersionUID = 1L;

    @Override
    public Sums call(Sums a, Sums b) {
      return new Sums(Math.addExact(a.loss, b.loss), Math.addExact(a.accuracy, b.accuracy));
    }
  }
}
