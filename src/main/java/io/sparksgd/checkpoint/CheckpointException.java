package io.sparksgd.checkpoint;

/** A run cannot start from what is in its checkpoint folder. The message is for users. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }
}
