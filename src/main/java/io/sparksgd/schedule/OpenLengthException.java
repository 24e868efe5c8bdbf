package io.sparksgd.schedule;

import io.sparksgd.message.Message;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;

/** A schedule has no length of its own, and the run has none either. */
final class OpenLengthException extends IllegalArgumentException implements Worded {
  private static final long serialVersionUID = 1L;

  private final Message message;

  OpenLengthException(String kind) {
    this(
        words ->
            "Invalid steps of the "
                + kind
                + " schedule: none, and the length of the run is open (allowed: steps here, or "
                + words.name("stop.epochs")
                + " or "
                + words.name("stop.steps")
                + ")");
  }

  private OpenLengthException(Message message) {
    super(message.in(Wording.JOB_FILE));
    this.message = message;
  }

  @Override
  public Message worded() {
    return message;
  }
}
