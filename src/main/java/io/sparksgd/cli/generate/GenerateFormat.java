package io.sparksgd.cli.generate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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

  /** The format of a name as the command line writes it, for example {@code libsvm}. */
  public static GenerateFormat ofName(String name) {
    for (GenerateFormat format : values()) {
      if (format.toString().equals(name)) {
        return format;
      }
    }
    throw new GenerateException(
        "Invalid format: "
            + name
            + Arrays.stream(values())
                .map(GenerateFormat::toString)
                .collect(Collectors.joining(", ", " (allowed: ", ")")));
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
