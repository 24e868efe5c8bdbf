package io.sparksgd.data;

/** The index of the first feature in a file. */
public enum IndexBase {
  ONE,
  ZERO
}
