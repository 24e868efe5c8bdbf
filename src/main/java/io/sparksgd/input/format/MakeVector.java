package io.sparksgd.input.format;

import io.sparksgd.features.FittedFeatures;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Makes a feature vector of a row that has a model's columns and no others, in their order. By the
 * rules of files: see {@link MadeColumns}.
 */
public final class MakeVector implements UDF1<Row, Vector> {
  private static final long serialVersionUID = 1L;

  private final MadeColumns columns;
  private final HandleInvalid invalid;

  /** Columns without a known category, as the driver hears of them. */
  private final UnknownColumns unknown;

  /** Threads of an executor may share this object. */
  private transient ThreadLocal<State> states;

  /**
   * Of what was fitted.
   *
   * @param invalid what becomes of rows with numbers that are missing or not finite
   * @param context where the tasks run that call it
   */
  public MakeVector(FittedFeatures fitted, HandleInvalid invalid, SparkContext context) {
    List<String> names = fitted.columns().columns();
    ColumnFormat.Column[] places = new ColumnFormat.Column[names.size()];
    for (int j = 0; j < places.length; j++) {
      places[j] = new ColumnFormat.Column(names.get(j), j, ColumnFormat.Cell.CATEGORY);
    }
    this.columns = new MadeColumns(new FeatureColumns.OfModel(fitted), places);
    this.invalid = invalid;
    this.unknown = new UnknownColumns(fitted);
    context.register(unknown);
  }

  /**
   * The vector.
   *
   * @return null when the row is invalid and that is no error
   * @throws IllegalArgumentException if it is one
   */
  @Override
  public Vector call(Row row) {
    State state = state();
    MadeColumns.Reader reader = state.reader;
    reader.begin();
    for (int j = 0; j < reader.numbers(); j++) {
      if (!number(reader, j, row)) {
        if (invalid == HandleInvalid.ERROR) {
          throw new IllegalArgumentException(
              "Invalid number in column "
                  + columns.columns[j].name
                  + ": "
                  + (row.isNullAt(j) ? "no value" : CellNumbers.shorten(String.valueOf(row.get(j))))
                  + " (allowed: finite numbers; handleInvalid skip leaves the row out, keep keeps"
                  + " it without a prediction)");
        }
        return null;
      }
    }
    reader.categories(row);
    state.rows++;
    return reader.vector();
  }

  private static boolean number(MadeColumns.Reader reader, int column, Row row) {
    Object cell = row.get(column);
    double value;
    if (cell instanceof Number number) {
      value = number.doubleValue();
    } else if (cell instanceof Boolean mark) {
      value = mark ? 1 : 0;
    } else if (cell instanceof String text) {
      try {
        value = CellNumbers.parse(text);
      } catch (NumberFormatException e) {
        return false;
      }
    } else {
      return false;
    }
    return Double.isFinite(value) && reader.number(column, value);
  }

  private State state() {
    ThreadLocal<State> local = states;
    if (local == null) {
      local = new ThreadLocal<>();
      states = local;
    }
    TaskContext task = TaskContext.get();
    State state = local.get();
    if (state == null || state.task != task) {
      state = new State(task, columns.open());
      local.set(state);
      if (task != null) {
        task.addTaskCompletionListener(new Report(state, unknown));
      }
    }
    return state;
  }

  /** What one task has. */
  private static final class State {
    final TaskContext task;
    final MadeColumns.Reader reader;
    long rows;

    State(TaskContext task, MadeColumns.Reader reader) {
      this.task = task;
      this.reader = reader;
    }
  }

  /** Tells the driver at the end of a task which columns had no known category. */
  private static final class Report implements TaskCompletionListener {
    private final State state;
    private final UnknownColumns unknown;

    Report(State state, UnknownColumns unknown) {
      this.state = state;
      this.unknown = unknown;
    }

    @Override
    public void onTaskCompletion(TaskContext context) {
      long[] known = state.reader.take().known;
      for (int j = 0; j < known.length; j++) {
        if (state.rows > 0 && known[j] == 0) {
          unknown.add(j);
        }
      }
    }
  }

  /** Collects the values of a vector. */
  static final class Values {
    private int[] indices = new int[16];
    private double[] values = new double[16];
    private int count;

    void feature(int index, double value) {
      if (value != 0) {
        if (count == indices.length) {
          indices = Arrays.copyOf(indices, 2 * count);
          values = Arrays.copyOf(values, 2 * count);
        }
        indices[count] = index;
        values[count] = value;
        count++;
      }
    }

    Vector take(int size) {
      int[] at = Arrays.copyOf(indices, count);
      double[] there = Arrays.copyOf(values, count);
      count = 0;
      return Vectors.sparse(size, at, there).compressed();
    }
  }
}
