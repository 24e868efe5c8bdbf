package io.sparksgd.spark.input;

import java.util.Locale;

/** The formats of input files. */
public enum InputFormat {
  LIBSVM,
  PARQUET,
  ORC,
  CSV,
  JSON;

  /** The name in job files and of Spark's data source. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a row is a line, so that messages name lines. */
  boolean isText() {
    return this == LIBSVM || this == CSV || this == JSON;
  }
}
