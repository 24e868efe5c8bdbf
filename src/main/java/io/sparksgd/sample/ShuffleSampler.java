package io.sparksgd.sample;

/** Each row is used exactly once an epoch, in an order that the seed and the epoch decide. */
public final class ShuffleSampler extends EpochSampler {
  private static final long serialVersionUID = 1L;

  public ShuffleSampler(long rows, long size, long end, long seed) {
    super(rows, size, end, seed);
  }

  @Override
  long elements() {
    return rows;
  }

  @Override
  long row(long epoch, long place) {
    return order(epoch).apply(place);
  }

  @Override
  long place(long epoch, long row) {
    return order(epoch).invert(row);
  }

  @Override
  void rows(long epoch, long from, long[] found, int count) {
    order(epoch).apply(from, found, count);
  }

  @Override
  void places(long epoch, long from, long[] found, int count) {
    order(epoch).invert(from, found, count);
  }
}
