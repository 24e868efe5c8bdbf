package io.sparksgd.train;

/** A run that ended by an error, with what it had reached by then; the cause is the error. */
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
