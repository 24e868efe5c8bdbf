package io.sparksgd.checkpoint;

import java.io.IOException;

/** A file of a checkpoint is not what was written. The message is for users. */
final class DamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedException(String message) {
    super(message);
  }
}
