package io.sparksgd.job;

/** Wrong input that no other room has found; its message is for users. */
final class WrongInputException extends Exception {
  private static final long serialVersionUID = 1L;

  WrongInputException(String message) {
    super(message);
  }

  WrongInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
