package io.sparksgd.cli.generate;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Task: draws the rows of a range one by one and brings them into shape. */
final class DrawRows<T> implements FlatMapFunction<RowRange, T> {

  private static final long serialVersionUID = 1L;

  private final RowModel model;
  private final RowShape<T> shape;

  DrawRows(RowModel model, RowShape<T> shape) {
    this.model = model;
    this.shape = shape;
  }

  @Override
  public Iterator<T> call(RowRange range) {
    GeneratedRow row = model.newRow();
    return new Iterator<>() {
      private long next = range.from;

      @Override
      public boolean hasNext() {
        return next < range.to;
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        model.draw(next++, row);
        return shape.of(row);
      }
    };
  }
}
