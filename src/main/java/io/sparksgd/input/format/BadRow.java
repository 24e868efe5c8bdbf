package io.sparksgd.input.format;

import io.sparksgd.data.LibsvmParser;
import io.sparksgd.message.Wording;
import java.io.Serializable;

/** A row that cannot be used, and why. */
public final class BadRow implements Serializable {
  private static final long serialVersionUID = 1L;

  public final String file;
  public final long blockStart;

  /** Number of the row in its file split, from 1. */
  public final long ordinal;

  public final String reason;

  public BadRow(String file, long blockStart, long ordinal, String reason) {
    this.file = file;
    this.blockStart = blockStart;
    this.ordinal = ordinal;
    this.reason = reason;
  }

  /** The reason, and the setting that would make the row usable. */
  public String told(Wording words) {
    return told(reason, words);
  }

  /** A reason, and the setting that would make its row usable. */
  public static String told(String reason, Wording words) {
    return reason.equals(LibsvmParser.INDEX_ZERO)
        ? reason + " (set " + words.set("data.index-base", "zero") + ")"
        : reason;
  }

  /** Whether this row comes before the other one in the order of the source. */
  public boolean isBefore(BadRow other) {
    int files = file.compareTo(other.file);
    if (files != 0) {
      return files < 0;
    }
    return blockStart == other.blockStart ? ordinal < other.ordinal : blockStart < other.blockStart;
  }
}
