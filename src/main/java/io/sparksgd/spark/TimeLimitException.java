package io.sparksgd.spark;

import io.sparksgd.message.Message;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;

/** Says that a Spark job of a run took too long. The message is for users. */
public final class TimeLimitException extends RuntimeException implements Worded {
  private static final long serialVersionUID = 1L;

  private final Message message;

  TimeLimitException(String what, double seconds, String waitedFor, Throwable cause) {
    this(
        words ->
            what
                + " took more than "
                + (seconds == Math.rint(seconds) ? Long.toString((long) seconds) : seconds + "")
                + " s ("
                + words.name("synchronize.timeout-seconds")
                + "): "
                + waitedFor
                + "; spark.speculation=true starts copies of slow tasks",
        cause);
  }

  private TimeLimitException(Message message, Throwable cause) {
    super(message.in(Wording.JOB_FILE), cause);
    this.message = message;
  }

  @Override
  public Message worded() {
    return message;
  }
}
