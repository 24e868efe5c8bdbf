package io.sparksgd.input.blocks;

import java.util.Optional;

/**
 * Says that rows that were lost and read again differ from the first reading: the input has
 * changed, or differs at every read. It is thrown in tasks; the message is for users.
 */
public final class ChangedInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String ALLOWED =
      " (input must be the same at every read: leave the files alone during a run, and write"
          + " random or changing rows to files first)";

  public ChangedInputException(String source, int partition, String then, String now) {
    super(
        "Invalid data: "
            + source
            + " has changed since it was read: partition "
            + partition
            + " had "
            + then
            + " and now has "
            + now
            + ALLOWED);
  }

  /** There are more rows than at the first reading. */
  public ChangedInputException(String source, long rows) {
    super(
        "Invalid data: "
            + source
            + " has changed since it was read: it had "
            + rows
            + " rows and now has more"
            + ALLOWED);
  }

  /** The exception of this class behind a failure of Spark, if it is the cause. */
  public static Optional<ChangedInputException> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ChangedInputException changed) {
        return Optional.of(changed);
      }
      if (cause.getCause() == cause) {
        break;
      }
    }
    return Optional.empty();
  }
}
