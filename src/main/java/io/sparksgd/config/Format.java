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
          "parquet", PARQUET,
          "orc", ORC,
          "csv", CSV,
          "json", JSON,
          "jsonl", JSON);

  /** The format that the extension of a path tells, before {@code .gz} or {@code .bz2}. */
  public static Optional<Format> ofPath(String path) {
    String name =
        path.toLowerCase(Locale.ROOT).replaceAll("/+$", "").replaceAll("\\.(gz|bz2)$", "");
    return Optional.ofNullable(EXTENSIONS.get(name.substring(name.lastIndexOf('.') + 1)));
  }

  /** The name in job files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
