package io.sparksgd.model;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import java.util.Arrays;
import java.util.List;

/** Moves parameters to their new positions when a model gets more features. */
final class Growth {
  private final ParameterLayout from;
  private final ParameterLayout to;

  /** The new index of each old feature; -1 for one that starts with new parameters. */
  private final int[] places;

  Growth(ParameterLayout from, ParameterLayout to, int[] places) {
    this.from = from;
    this.to = to;
    this.places = places;
    List<ParameterGroup> before = from.groups();
    boolean right = before.size() == to.groups().size();
    for (int i = 0; right && i < before.size(); i++) {
      ParameterGroup group = before.get(i);
      boolean same = group.rows() == to.groups().get(i).rows();
      right =
          group.columns() == to.groups().get(i).columns()
              && (same || group.rows() == places.length);
    }
    if (!right) {
      throw new IllegalArgumentException(
          "Invalid features.grow: true (allowed: with models that have a row of parameters for each"
              + " feature)");
    }
  }

  /**
   * Parameters in the new layout.
   *
   * @param fresh value of new parameters
   */
  double[] of(double[] values, double fresh) {
    double[] moved = new double[to.size()];
    Arrays.fill(moved, fresh);
    for (int i = 0; i < from.groups().size(); i++) {
      ParameterGroup group = from.groups().get(i);
      ParameterGroup target = to.groups().get(i);
      int columns = group.columns();
      boolean byFeature =
          group.rows() != target.rows() || (i == 0 && group.rows() == places.length);
      for (int row = 0; row < group.rows(); row++) {
        int place = byFeature ? places[row] : row;
        if (place >= 0) {
          System.arraycopy(
              values,
              group.offset() + row * columns,
              moved,
              target.offset() + place * columns,
              columns);
        }
      }
    }
    return moved;
  }

  /** The same for arrays with one number for each parameter; other arrays stay. */
  double[] ofParameters(double[] values, double fresh) {
    return values.length == from.size() ? of(values, fresh) : values;
  }
}
