package io.sparksgd.input.format;

import java.io.Serializable;

/** Makes the reader of a task. */
public interface RowFormat extends Serializable {
  RowReader open();
}
