package io.sparksgd.data;

/** The number of the first feature in LIBSVM files. */
public enum IndexBase {
  /** As the format says: indices start at 1. */
  ONE,
  /** Indices start at 0. */
  ZERO
}
