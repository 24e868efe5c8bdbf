package io.sparksgd.cli.convert;

/** The input or the settings of a conversion are wrong; the message is for the user. */
public final class ConvertException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConvertException(String message) {
    super(message);
  }

  ConvertException(String message, Throwable cause) {
    super(message, cause);
  }
}
