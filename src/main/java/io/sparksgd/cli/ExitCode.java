package io.sparksgd.cli;

/** What the process returns. */
public final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** The run failed. */
  public static final int FAILED = 1;

  /** Wrong usage, configuration or data. */
  public static final int WRONG_INPUT = 2;

  /** Loss, gradient or weights became infinite or NaN, or the final loss has exploded. */
  static final int DIVERGED = 3;

  /** Ended by SIGTERM: 128 + 15, as the process then returns by itself. */
  static final int INTERRUPTED = 143;

  private ExitCode() {}
}
