package io.sparksgd.input.format;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Puts a vector behind the columns of each good row, and leaves out the others. */
public final class AddVectors implements FlatMapFunction<Iterator<Row>, Row> {
  /** The columns before the vector. */
  public enum Leading {
    /** The label that was read. */
    LABEL,
    /** The leading columns of the source row. */
    COLUMNS
  }

  private static final long serialVersionUID = 1L;

  private final RowFormat format;
  private final int features;
  private final Leading leading;
  private final int passed;

  public AddVectors(RowFormat format, int features, Leading leading, int passed) {
    this.format = format;
    this.features = features;
    this.leading = leading;
    this.passed = passed;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new WithVectors(rows);
  }

  private final class WithVectors implements Iterator<Row>, RowBlock.FeatureVisitor {
    private final Iterator<Row> rows;
    private final RowReader reader = format.open();
    private final BlockBuilder builder = new BlockBuilder();
    private int[] indices = new int[64];
    private double[] values = new double[64];
    private int stored;
    private Row ready;

    WithVectors(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (ready == null && rows.hasNext()) {
        ready = extended(rows.next());
      }
      return ready != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = ready;
      ready = null;
      return row;
    }

    private Row extended(Row row) {
      if (reader.read(row, builder) != null || builder.rows() == 0) {
        return null;
      }
      RowBlock block = builder.build();
      Vector vector = reader.hasVector() ? vector(block) : null;
      if (leading == Leading.LABEL) {
        return RowFactory.create(block.label(0), vector);
      }
      Object[] cells = new Object[passed + 1];
      for (int i = 0; i < passed; i++) {
        cells[i] = row.get(i);
      }
      cells[passed] = vector;
      return RowFactory.create(cells);
    }

    private Vector vector(RowBlock block) {
      stored = 0;
      block.forEach(0, this);
      return Vectors.sparse(features, Arrays.copyOf(indices, stored), Arrays.copyOf(values, stored))
          .compressed();
    }

    @Override
    public void visit(int index, double value) {
      if (value == 0.0) {
        return;
      }
      if (stored == indices.length) {
        indices = Arrays.copyOf(indices, stored * 2);
        values = Arrays.copyOf(values, stored * 2);
      }
      indices[stored] = index;
      values[stored] = value;
      stored++;
    }
  }
}
