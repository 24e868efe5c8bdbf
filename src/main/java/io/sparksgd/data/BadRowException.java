package io.sparksgd.data;

/** Says that a row of input cannot be used, and why, in one line. */
public final class BadRowException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A reason.
   *
   * @param reason one line
   */
  public BadRowException(String reason) {
    // No stack trace: rows may be dropped by the million, and the reason says it all.
    super(reason, null, false, false);
  }
}
