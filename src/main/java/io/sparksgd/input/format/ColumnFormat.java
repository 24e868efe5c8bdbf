package io.sparksgd.input.format;

import java.util.List;
import java.util.OptionalInt;

/**
 * The positions and types of the label, the weight, the validation mark and the features in a
 * source row.
 */
public final class ColumnFormat implements RowFormat {
  private static final long serialVersionUID = 1L;

  /** The type of a cell. */
  public enum Cell {
    /** A double, or null. */
    NUMBER,
    /** Text that should be a number, or null. */
    TEXT,
    /** A vector of Spark ML, or null. */
    VECTOR,
    /** An array of doubles, or null. */
    ARRAY,
    /** An array of texts that should be numbers, or null. */
    TEXTS,
    /** A text, number or boolean that is a category, or null. */
    CATEGORY
  }

  /** One column: its position in the row. */
  public static final class Column implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    final String name;
    final int at;
    final Cell cell;

    public Column(String name, int at, Cell cell) {
      this.name = name;
      this.at = at;
      this.cell = cell;
    }
  }

  /** Null when rows are read without labels. */
  public Column label;

  /** Null when every row weighs 1. */
  public Column weight;

  /** Null when no column marks validation rows. */
  public Column validation;

  /** Holds the text of a row that could not be parsed; null when the format has no such rows. */
  public Column malformed;

  /** Holds the number of lines of a row; null when each row has one. */
  public Column lines;

  /** None when vectors are made of columns. */
  public Column[] features = {};

  /** Null when rows have vectors or numbers. */
  MadeColumns made;

  final AllowedLabels labels;

  /** Null when found from the data. An Optional is not serializable. */
  private final Integer numFeatures;

  public ColumnFormat(InputOptions options) {
    labels = new AllowedLabels(options);
    numFeatures = options.numFeatures().isPresent() ? options.numFeatures().getAsInt() : null;
  }

  OptionalInt numFeatures() {
    return numFeatures == null ? OptionalInt.empty() : OptionalInt.of(numFeatures);
  }

  /** Vectors are made of columns: those of numbers first, then the categories. */
  public void make(FeatureColumns maker, List<Column> columns) {
    made = new MadeColumns(maker, columns.toArray(new Column[0]));
  }

  @Override
  public RowReader open() {
    return new ColumnReader(this);
  }
}
