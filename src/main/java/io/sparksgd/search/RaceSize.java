package io.sparksgd.search;

/**
 * How many rows a race has.
 *
 * @param rows that can be trained on
 * @param heldOut rows that judge
 * @param folds times that each candidate trains, each time with other rows held out
 */
record RaceSize(int rows, int heldOut, int folds, boolean validates) {
  /** A share of the pool that is held out. */
  private static final int PARTS = 5;

  /** Up to this many rows, several folds tell more than one. */
  private static final int FEW = 12_000;

  private static final int MOST_HELD_OUT = 1 << 14;

  /** Of a pool from which rows are held out. */
  static RaceSize ofPool(int pool) {
    int heldOut = Math.max(1, Math.min(MOST_HELD_OUT, pool / PARTS));
    int folds = Math.max(1, Math.min(PARTS - 1, FEW / Math.max(1, pool)));
    return new RaceSize(Math.max(1, pool - heldOut), heldOut, folds, false);
  }

  /** Of a pool beside validation rows. */
  static RaceSize beside(int pool, int validation) {
    return new RaceSize(pool, validation, 1, true);
  }

  /** The first row that is held out in a fold. */
  int from(int fold) {
    return validates ? 0 : rows + heldOut - heldOut * (fold + 1);
  }
}
