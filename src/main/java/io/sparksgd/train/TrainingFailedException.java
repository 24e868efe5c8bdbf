package io.sparksgd.train;

/**
 * Says that a run ended by an error (the cause), and has the result that it had reached by then.
 */
public final class TrainingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient TrainingResult result;

  TrainingFailedException(TrainingResult result, Throwable cause) {
    super(result.reason(), cause);
    this.result = result;
  }

  /** The state at the end; its status is FAILED. */
  public TrainingResult result() {
    return result;
  }
}
