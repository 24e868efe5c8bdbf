package io.sparksgd.cli.folder;

import java.io.IOException;

/** The folder that a run writes was removed or replaced meanwhile; its message is for users. */
public final class LostFolderException extends IOException {
  private static final long serialVersionUID = 1L;

  LostFolderException(String message) {
    super(message);
  }
}
