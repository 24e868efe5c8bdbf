package io.sparksgd.cli.generate;

import java.io.Serializable;

/** What a generated row becomes in the output. */
interface RowShape<T> extends Serializable {

  /** A new object that does not share storage with {@code row}. */
  T of(GeneratedRow row);
}
