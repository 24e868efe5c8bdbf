package io.sparksgd.spark;

/** A plan that does not fit its data; found before the first step. The message is for users. */
public final class InvalidPlanException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidPlanException(String message) {
    super(message);
  }

  InvalidPlanException(String message, Throwable cause) {
    super(message, cause);
  }
}
