package io.sparksgd.job;

import java.io.IOException;

/** The folder that a run writes was removed or replaced meanwhile; its message is for users. */
final class LostFolderException extends IOException {
  private static final long serialVersionUID = 1L;

  LostFolderException(String message) {
    super(message);
  }
}
