package io.sparksgd.math;

import java.io.Serializable;

/**
 * A named stretch of the parameter vector: a row-major matrix of {@code rows x columns} values that
 * starts at {@code offset}.
 *
 * @param name what users see in messages and reports, such as {@code weights} or {@code intercept}
 * @param kind whether penalties and weight decay apply
 * @param offset index of the first value in the parameter vector
 * @param rows number of rows, at least 1
 * @param columns number of columns, at least 1
 */
public record ParameterGroup(String name, Kind kind, int offset, int rows, int columns)
    implements Serializable {

  /** The role of a group of parameters. */
  public enum Kind {
    /** Multiplies inputs; penalties and weight decay apply. */
    WEIGHTS,
    /** Added to outputs (intercepts, biases); never penalised, not decayed by default. */
    BIAS
  }

  /** Number of values. */
  public int size() {
    return rows * columns;
  }

  /** Index after the last value in the parameter vector. */
  public int end() {
    return offset + size();
  }
}
