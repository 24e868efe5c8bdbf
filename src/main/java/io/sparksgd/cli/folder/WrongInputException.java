package io.sparksgd.cli.folder;

/** Says that the input is wrong in a way that no other room has found. The message is for users. */
public final class WrongInputException extends Exception {
  private static final long serialVersionUID = 1L;

  public WrongInputException(String message) {
    super(message);
  }

  public WrongInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
