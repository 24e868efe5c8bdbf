package io.sparksgd.config;

import java.util.Locale;

/** The formats of data files. */
public enum Format {
  LIBSVM,
  PARQUET,
  CSV,
  JSON,
  ORC;

  /** The name in job files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
