package io.sparksgd.model;

import java.io.IOException;

/** Says that a model folder is missing, incomplete, damaged or of another version. */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  ModelFormatException(String message) {
    super(message);
  }
}
