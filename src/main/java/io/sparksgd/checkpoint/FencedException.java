package io.sparksgd.checkpoint;

/** Says that another run has taken over the checkpoint folder, so that this one must end. */
public final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FencedException(String message) {
    super(message);
  }
}
