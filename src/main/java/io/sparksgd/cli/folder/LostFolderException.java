package io.sparksgd.cli.folder;

import java.io.IOException;

/** Says that the output folder was removed or replaced during the run. The message is for users. */
public final class LostFolderException extends IOException {
  private static final long serialVersionUID = 1L;

  LostFolderException(String message) {
    super(message);
  }
}
