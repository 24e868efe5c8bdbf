package io.sparksgd.math;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How one flat parameter vector is divided into {@linkplain ParameterGroup groups}: consecutive,
 * without gaps, in a fixed order.
 *
 * @param groups the groups in the order of their offsets
 */
public record ParameterLayout(List<ParameterGroup> groups) implements Serializable {
  /** Most parameters of a model: as many as an array holds. */
  public static final int MOST = Integer.MAX_VALUE - 8;

  public ParameterLayout {
    groups = List.copyOf(groups);
    int offset = 0;
    for (ParameterGroup group : groups) {
      if (group.offset() != offset) {
        throw new IllegalArgumentException(
            "Invalid layout: group "
                + group.name()
                + " starts at "
                + group.offset()
                + ", not at "
                + offset);
      }
      offset = group.end();
    }
  }

  /** Length of the parameter vector. */
  public int size() {
    return groups.isEmpty() ? 0 : groups.get(groups.size() - 1).end();
  }

  /** Length of {@link #gather}'s result. */
  public int size(int rows) {
    return rows * groups.get(0).columns() + size() - groups.get(0).end();
  }

  /**
   * Copies some rows of the first group, in this order, and after them all the other groups.
   *
   * @param values in the order of this layout
   * @param to receives {@link #size(int)} values
   */
  public void gather(double[] values, int[] rows, double[] to) {
    ParameterGroup first = groups.get(0);
    int columns = first.columns();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * columns, to, i * columns, columns);
    }
    System.arraycopy(values, first.end(), to, rows.length * columns, size() - first.end());
  }

  /** Starts an empty layout. */
  public static Builder builder() {
    return new Builder();
  }

  /** Appends groups one after the other. */
  public static final class Builder {
    private final List<ParameterGroup> groups = new ArrayList<>();
    private int size;

    private Builder() {}

    /**
     * Appends a matrix.
     *
     * @throws TooManyParametersException if the parameter vector would be longer than an array can
     *     be
     */
    public Builder add(String name, ParameterGroup.Kind kind, int rows, int columns) {
      long end = size + (long) rows * columns;
      if (end > MOST) {
        throw new TooManyParametersException(end);
      }
      groups.add(new ParameterGroup(name, kind, size, rows, columns));
      size = (int) end;
      return this;
    }

    public ParameterLayout build() {
      return new ParameterLayout(groups);
    }
  }
}
