package io.sparksgd.input.format;

import io.sparksgd.message.Message;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;

/** Says that the input cannot be used, in one or two lines for users. */
public final class InputException extends Exception implements Worded {
  private static final long serialVersionUID = 1L;

  private final Message message;

  public InputException(String message) {
    this(Message.of(message));
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
    this.message = Message.of(message);
  }

  /** An exception whose message names settings. */
  public InputException(Message message) {
    super(message.in(Wording.JOB_FILE));
    this.message = message;
  }

  @Override
  public Message worded() {
    return message;
  }
}
