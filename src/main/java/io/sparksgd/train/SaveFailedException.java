package io.sparksgd.train;

/**
 * Says that a checkpoint could not be saved and that this ends the run. The message is for users.
 */
public final class SaveFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SaveFailedException(long step, Exception cause) {
    super(
        "Cannot save the checkpoint of step "
            + step
            + ": "
            + String.valueOf(cause.getMessage()).lines().findFirst().orElse("")
            + " (checkpoint.on-failure: fail; the one before it is still there)",
        cause);
  }
}
