package io.sparksgd.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The formats of data files. */
public enum Format {
  LIBSVM,
  PARQUET,
  CSV,
  JSON,
  ORC;

  private static final Map<String, Format> EXTENSIONS =
      Map.of(
          "libsvm", LIBSVM,
          "svm", LIBSVM,
          "svmlight", LIBSVM,
          "txt", LIBSVM,
          "parquet", PARQUET,
          "orc", ORC,
          "csv", CSV,
          "json", JSON,
          "jsonl", JSON);

  /** The format that the extension of a path tells, before {@code .gz} or {@code .bz2}. */
  public static Optional<Format> ofPath(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    String name = path.substring(0, end).toLowerCase(Locale.ROOT).replaceAll("\\.(gz|bz2)$", "");
    return Optional.ofNullable(EXTENSIONS.get(name.substring(name.lastIndexOf('.') + 1)));
  }

  /** As {@link #ofPath}, but for {@code .txt}, which is the extension of texts of any format. */
  public static Optional<Format> ofOwnExtension(String path) {
    return ofPath(path).filter(format -> !path.toLowerCase(Locale.ROOT).contains(".txt"));
  }

  /** The name in job files, on the command line and of Spark's data source. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a row is a line, so that messages name lines. */
  public boolean isText() {
    return this == LIBSVM || this == CSV || this == JSON;
  }

  @Override
  public String toString() {
    return key();
  }
}
