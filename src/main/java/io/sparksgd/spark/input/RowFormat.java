package io.sparksgd.spark.input;

import java.io.Serializable;

/** Makes the reader of a task. */
interface RowFormat extends Serializable {
  RowReader open();
}
