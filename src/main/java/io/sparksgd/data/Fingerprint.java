package io.sparksgd.data;

/**
 * A hash of numbers in their order: {@code h = rotate(h, 23) * k + x} for each number x, as bits.
 */
final class Fingerprint implements RowBlock.FeatureVisitor {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private long hash;

  void add(long number) {
    hash = Long.rotateLeft(hash, 23) * FACTOR + number;
  }

  @Override
  public void visit(int index, double value) {
    add(index + Double.doubleToLongBits(value) * 31);
  }

  long value() {
    return hash;
  }
}
