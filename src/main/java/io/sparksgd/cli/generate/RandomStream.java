package io.sparksgd.cli.generate;

/** Separate random streams of a seed, one for each purpose. */
final class RandomStream {

  /** Far from small numbers, which the training may use with the same seed. */
  private static final long BASE = 0x67656e6572617465L;

  static final long WEIGHT = BASE;
  static final long WEIGHT_IS_ZERO = BASE + 1;
  static final long FEATURE = BASE + 2;
  static final long LABEL = BASE + 3;
  static final long HASH = BASE + 4;

  private RandomStream() {}
}
