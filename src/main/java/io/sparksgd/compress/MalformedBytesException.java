package io.sparksgd.compress;

/** Bytes that no encoder writes: cut short, too long, or with impossible values. */
public final class MalformedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedBytesException(String message) {
    super(message);
  }
}
