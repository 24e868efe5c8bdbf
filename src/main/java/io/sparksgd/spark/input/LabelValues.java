package io.sparksgd.spark.input;

import java.io.Serializable;
import java.util.Arrays;

/** The distinct labels of some rows, as many as tell whether they are binary, and their maximum. */
final class LabelValues implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One more than a message lists. */
  private static final int KEPT = 6;

  private double[] distinct = new double[0];
  private double maximum = Double.NEGATIVE_INFINITY;

  void add(double label) {
    maximum = Math.max(maximum, label);
    // Adding 0.0 turns -0.0 into 0.0, which the search tells apart.
    double value = label + 0.0;
    int at = Arrays.binarySearch(distinct, value);
    if (at >= 0 || (distinct.length == KEPT && -at - 1 == KEPT)) {
      return;
    }
    double[] more = Arrays.copyOf(distinct, distinct.length + 1);
    int insert = -at - 1;
    System.arraycopy(distinct, insert, more, insert + 1, distinct.length - insert);
    more[insert] = value;
    distinct = more.length > KEPT ? Arrays.copyOf(more, KEPT) : more;
  }

  void add(LabelValues other) {
    for (double label : other.distinct) {
      add(label);
    }
    maximum = Math.max(maximum, other.maximum);
  }

  /** The largest label. */
  double maximum() {
    return maximum;
  }

  /** Whether the labels are -1 and +1, or -1 only. */
  boolean negativeOne() {
    return distinct.length > 0 && distinct[0] == -1;
  }

  /** Whether the labels are 0 and 1, or -1 and +1, or one of them only. */
  boolean binary() {
    if (distinct.length > 2) {
      return false;
    }
    for (double label : distinct) {
      if (label != 1 && label != distinct[0]) {
        return false;
      }
    }
    return distinct.length == 0 || distinct[0] == -1 || distinct[0] == 0 || distinct[0] == 1;
  }

  /** The smallest five, in rising order. */
  String show() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(distinct.length, KEPT - 1); i++) {
      text.append(i == 0 ? "" : ", ").append(Numbers.show(distinct[i]));
    }
    return text.append(distinct.length == KEPT ? ", ..." : "").toString();
  }
}
