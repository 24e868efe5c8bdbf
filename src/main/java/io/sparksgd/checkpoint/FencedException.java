package io.sparksgd.checkpoint;

/** Another run writes to the same checkpoint folder since; this one must end. */
public final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FencedException(String message) {
    super(message);
  }
}
