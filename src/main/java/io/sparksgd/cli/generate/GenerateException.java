package io.sparksgd.cli.generate;

/** The settings of a generation are wrong, one problem a line; the message is for the user. */
public final class GenerateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GenerateException(String message) {
    super(message);
  }
}
