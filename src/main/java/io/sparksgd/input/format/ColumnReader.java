package io.sparksgd.input.format;

import io.sparksgd.data.BlockBuilder;
import java.util.OptionalInt;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.Seq;

/** Reads rows with named columns. A row is checked as a whole before it is appended. */
final class ColumnReader implements RowReader {
  private final ColumnFormat format;
  private final OptionalInt numFeatures;

  /** The features of the current row: values, and their indices when it is a sparse vector. */
  private double[] values;

  private int[] indices;
  private int size;
  private boolean marked;

  /** Null when rows have vectors or numbers. */
  private final MadeColumns.Reader made;

  /** The fault of the current row; null while there is none. */
  private String wrong;

  ColumnReader(ColumnFormat format) {
    this.format = format;
    this.numFeatures = format.numFeatures();
    this.made = format.made == null ? null : format.made.open();
  }

  @Override
  public String read(Row row, BlockBuilder builder) {
    wrong = null;
    if (format.malformed != null && !row.isNullAt(format.malformed.at)) {
      return "Malformed row: " + CellNumbers.shorten(row.getString(format.malformed.at));
    }
    double label = format.label == null ? 0 : number(row, format.label, "label");
    if (wrong == null && format.label != null) {
      wrong = format.labels.invalid(label);
    }
    double weight = format.weight == null ? 1 : weight(row);
    marked = format.validation != null && mark(row);
    if (made != null) {
      readMade(row);
    } else {
      readFeatures(row);
    }
    if (wrong == null) {
      builder.startRow(label, weight);
      if (made != null) {
        made.append(builder);
      } else {
        append(builder);
      }
    }
    return wrong;
  }

  private void readMade(Row row) {
    made.begin();
    for (int j = 0; j < made.numbers() && wrong == null; j++) {
      ColumnFormat.Column column = format.made.columns[j];
      double value = number(row, column, "number");
      if (wrong == null && !made.number(j, value)) {
        wrong =
            invalid("number", column)
                + CellNumbers.show(value)
                + " (allowed: numbers that are finite when they are scaled)";
      }
    }
    if (wrong == null) {
      made.categories(row);
    }
    size = made.width();
  }

  @Override
  public CategoryCounts takeCategories() {
    return made == null ? null : made.take();
  }

  @Override
  public boolean hasCells(Row row) {
    return format.malformed == null || row.isNullAt(format.malformed.at);
  }

  @Override
  public boolean validation() {
    return marked;
  }

  @Override
  public int width() {
    return size;
  }

  private double weight(Row row) {
    double weight = number(row, format.weight, "weight");
    if (wrong == null && weight < 0) {
      wrong = "Invalid weight: " + CellNumbers.show(weight) + " (allowed: 0 or more)";
    }
    return weight;
  }

  private boolean mark(Row row) {
    double mark = number(row, format.validation, "validation column");
    if (wrong == null && mark != 0 && mark != 1) {
      wrong =
          "Invalid validation column: "
              + CellNumbers.show(mark)
              + " (allowed: true, false, 1 or 0)";
    }
    return mark == 1;
  }

  private double number(Row row, ColumnFormat.Column column, String role) {
    double value = 0;
    String shown = null;
    if (row.isNullAt(column.at)) {
      shown = "no value";
    } else if (column.cell == ColumnFormat.Cell.TEXT) {
      String text = row.getString(column.at);
      try {
        value = CellNumbers.parse(text);
      } catch (NumberFormatException e) {
        shown = text.isBlank() ? "no value" : CellNumbers.shorten(text);
      }
    } else {
      value = row.getDouble(column.at);
    }
    if (shown == null && !Double.isFinite(value)) {
      shown =
          column.cell == ColumnFormat.Cell.TEXT
              ? CellNumbers.shorten(row.getString(column.at))
              : Double.toString(value);
    }
    if (shown != null && wrong == null) {
      wrong = invalid(role, column) + shown + " (allowed: a finite number)";
    }
    return value;
  }

  private static String invalid(String role, ColumnFormat.Column column) {
    return "Invalid " + role + " in column " + column.name + ": ";
  }

  private void readFeatures(Row row) {
    ColumnFormat.Column first = format.features[0];
    switch (first.cell) {
      case VECTOR -> vector(row, first);
      case ARRAY, TEXTS -> array(row, first);
      default -> {
        allocate(format.features.length);
        for (int j = 0; j < size && wrong == null; j++) {
          values[j] = number(row, format.features[j], "feature");
        }
      }
    }
    if (wrong == null && numFeatures.isPresent() && size != numFeatures.getAsInt()) {
      wrong =
          "Invalid features: "
              + size
              + " values (allowed: "
              + numFeatures.getAsInt()
              + ", the number of features)";
    }
  }

  private void allocate(int length) {
    size = length;
    indices = null;
    if (values == null || values.length != length) {
      values = new double[length];
    }
  }

  private void vector(Row row, ColumnFormat.Column column) {
    Vector vector = row.isNullAt(column.at) ? null : (Vector) row.get(column.at);
    if (vector instanceof DenseVector dense) {
      size = dense.size();
      indices = null;
      values = dense.values();
    } else if (vector instanceof SparseVector sparse) {
      size = sparse.size();
      indices = sparse.indices();
      values = sparse.values();
    } else {
      noVector(column);
      return;
    }
    for (int i = 0; i < values.length && wrong == null; i++) {
      if (!Double.isFinite(values[i])) {
        notFinite(column, indices == null ? i : indices[i], Double.toString(values[i]));
      }
    }
  }

  private void array(Row row, ColumnFormat.Column column) {
    if (row.isNullAt(column.at)) {
      noVector(column);
      return;
    }
    Seq<Object> elements = row.getSeq(column.at);
    allocate(elements.length());
    Iterator<Object> each = elements.iterator();
    for (int j = 0; j < size && wrong == null; j++) {
      Object element = each.next();
      if (element == null) {
        wrong =
            invalid("feature", column) + "no value at position " + j + " (allowed: finite numbers)";
      } else {
        element(column, j, element);
      }
    }
  }

  private void element(ColumnFormat.Column column, int at, Object element) {
    double value = Double.NaN;
    try {
      value = element instanceof Double number ? number : CellNumbers.parse((String) element);
    } catch (NumberFormatException e) {
      // Not a finite number, so that the message shows the text.
    }
    values[at] = value;
    if (!Double.isFinite(value)) {
      notFinite(column, at, CellNumbers.shorten(element.toString()));
    }
  }

  private void noVector(ColumnFormat.Column column) {
    if (wrong == null) {
      wrong = invalid("features", column) + "no value (allowed: a vector of finite numbers)";
    }
  }

  private void notFinite(ColumnFormat.Column column, int index, String value) {
    if (wrong == null) {
      wrong =
          invalid("feature", column)
              + value
              + " at position "
              + index
              + " (allowed: finite numbers)";
    }
  }

  private void append(BlockBuilder row) {
    for (int i = 0; i < values.length; i++) {
      row.feature(indices == null ? i : indices[i], values[i]);
    }
    boolean reachesEnd =
        indices == null || (indices.length > 0 && indices[indices.length - 1] == size - 1);
    if (!reachesEnd && size > 0) {
      // A zero is not stored: the block knows the size of its vectors.
      row.feature(size - 1, 0.0);
    }
  }

  @Override
  public int lines(Row row) {
    return format.lines == null ? 1 : row.getInt(format.lines.at);
  }

  @Override
  public String content(Row row) {
    if (format.malformed != null && !row.isNullAt(format.malformed.at)) {
      return row.getString(format.malformed.at);
    }
    StringBuilder text = new StringBuilder();
    show(row, format.label, text);
    show(row, format.weight, text);
    show(row, format.validation, text);
    for (ColumnFormat.Column feature : made != null ? format.made.columns : format.features) {
      show(row, feature, text);
    }
    return text.toString();
  }

  private static void show(Row row, ColumnFormat.Column column, StringBuilder text) {
    if (column != null) {
      text.append(text.length() == 0 ? "" : ", ")
          .append(column.name)
          .append('=')
          .append(row.get(column.at));
    }
  }
}
