package io.sparksgd.soak;

/** A run did not do what it should have done. */
final class SoakException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SoakException(String message) {
    super(message);
  }
}
