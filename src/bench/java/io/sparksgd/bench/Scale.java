package io.sparksgd.bench;

/** How much a run measures. */
enum Scale {
  /** Small data and few repetitions: shows that the suite works; its figures prove nothing. */
  QUICK,
  /** What the figures in the documentation come from. */
  FULL;

  /** One of two values. */
  <T> T pick(T quick, T full) {
    return this == QUICK ? quick : full;
  }
}
