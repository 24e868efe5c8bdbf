package io.sparksgd.monitor;

/** The loss, the gradient or the weights are no longer finite; the message is for users. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
