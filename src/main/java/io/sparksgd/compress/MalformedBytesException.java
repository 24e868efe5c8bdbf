package io.sparksgd.compress;

/**
 * Says that no encoder wrote these bytes: they are cut short, too long, or have impossible values.
 */
public final class MalformedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedBytesException(String message) {
    super(message);
  }
}
