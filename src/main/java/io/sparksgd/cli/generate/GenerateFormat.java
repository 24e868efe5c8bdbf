package io.sparksgd.cli.generate;

import java.util.Locale;

/** How generated rows are stored: always a folder of part files. */
public enum GenerateFormat {
  /** Text, one-based indices, zeros left out. */
  LIBSVM,
  /** Columns {@code label} and {@code features} (a vector). */
  PARQUET,
  /** Columns {@code label}, {@code x1}, {@code x2}, ... with a header; dense kinds only. */
  CSV,
  /** Fields as the columns of CSV; dense kinds only. */
  JSON;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
