package io.sparksgd.spark.input;

import java.util.OptionalInt;

/** Where in a source row the label, the weight, the mark and the features are, and of what kind. */
final class ColumnFormat implements RowFormat {
  private static final long serialVersionUID = 1L;

  /** What a cell holds. */
  enum Cell {
    /** A double, or null. */
    NUMBER,
    /** Text that should be a number, or null. */
    TEXT,
    /** A vector of Spark ML, or null. */
    VECTOR,
    /** An array of doubles, or null. */
    ARRAY,
    /** An array of texts that should be numbers, or null. */
    TEXTS
  }

  /** One column: its position in the row. */
  static final class Column implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    final String name;
    final int at;
    final Cell cell;

    Column(String name, int at, Cell cell) {
      this.name = name;
      this.at = at;
      this.cell = cell;
    }
  }

  /** Null when rows are read without labels. */
  Column label;

  /** Null when every row weighs 1. */
  Column weight;

  /** Null when no column marks validation rows. */
  Column validation;

  /** Holds the text of a row that could not be parsed; null when the format has no such rows. */
  Column malformed;

  Column[] features;

  /**
   * The columns that the vectors are made of, as texts, those of numbers first; empty when rows
   * have vectors or numbers.
   */
  Column[] made = {};

  /** How many of them are numbers. */
  int madeNumbers;

  private final LabelRule labelRule;

  /** Null when found from the data. */
  private final Integer classes;

  /** Null when found from the data. */
  private final Integer numFeatures;

  ColumnFormat(InputOptions options) {
    labelRule = options.labelRule();
    classes = boxed(options.classes());
    numFeatures = boxed(options.numFeatures());
  }

  // An Optional is not serializable.
  private static Integer boxed(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  LabelRule labelRule() {
    return labelRule;
  }

  OptionalInt classes() {
    return classes == null ? OptionalInt.empty() : OptionalInt.of(classes);
  }

  OptionalInt numFeatures() {
    return numFeatures == null ? OptionalInt.empty() : OptionalInt.of(numFeatures);
  }

  @Override
  public RowReader open() {
    return new ColumnReader(this);
  }
}
