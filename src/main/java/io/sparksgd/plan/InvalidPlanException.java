package io.sparksgd.plan;

import io.sparksgd.message.Message;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;

/**
 * Says that a plan does not fit its data. It is thrown before the first step, or as soon as the
 * rows show it. The message is for users.
 */
public final class InvalidPlanException extends IllegalArgumentException implements Worded {
  private static final long serialVersionUID = 1L;

  private final Message message;

  public InvalidPlanException(String message) {
    this(Message.of(message));
  }

  public InvalidPlanException(Message message) {
    super(message.in(Wording.JOB_FILE));
    this.message = message;
  }

  public InvalidPlanException(Message message, Throwable cause) {
    super(message.in(Wording.JOB_FILE), cause);
    this.message = message;
  }

  @Override
  public Message worded() {
    return message;
  }
}
