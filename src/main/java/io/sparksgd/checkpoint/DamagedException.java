package io.sparksgd.checkpoint;

import java.io.IOException;

/** Says that a file of a checkpoint is damaged. The message is for users. */
final class DamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedException(String message) {
    super(message);
  }
}
