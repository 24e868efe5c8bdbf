package io.sparksgd.spark;

/** A Spark job of a run took too long. The message is for users. */
public final class TimeLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TimeLimitException(String what, double seconds, String waitedFor, Throwable cause) {
    super(
        what
            + " took more than "
            + (seconds == Math.rint(seconds) ? Long.toString((long) seconds) : seconds + "")
            + " s (synchronize.timeout-seconds): "
            + waitedFor
            + "; spark.speculation=true copies tasks that are slow",
        cause);
  }
}
