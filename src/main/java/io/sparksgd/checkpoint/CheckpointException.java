package io.sparksgd.checkpoint;

/** Says that a run cannot resume from its checkpoint folder. The message is for users. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }
}
