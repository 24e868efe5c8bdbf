package io.sparksgd.input.format;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The distinct labels of some rows, as many as tell whether they are binary; their maximum; and
 * which class numbers there are, up to the largest that a gap is looked for below.
 */
public final class LabelValues implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One more than a message lists. */
  private static final int KEPT = 6;

  /** Class numbers from here on are not told apart: a model has not as many classes. */
  private static final int MOST_CLASSES = 1 << 20;

  private double[] distinct = new double[0];
  private double maximum = Double.NEGATIVE_INFINITY;

  /** A bit for each class number that there is. */
  private long[] classes = new long[0];

  public void add(double label) {
    maximum = Math.max(maximum, label);
    // Adding 0.0 turns -0.0 into 0.0; the search would treat them as different.
    double value = label + 0.0;
    if (value >= 0 && value < MOST_CLASSES && value == (int) value) {
      int word = (int) value >> 6;
      classes = word < classes.length ? classes : Arrays.copyOf(classes, word + 1);
      classes[word] |= 1L << (int) value;
    }
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

  public void add(LabelValues other) {
    for (double label : other.distinct) {
      add(label);
    }
    maximum = Math.max(maximum, other.maximum);
    classes = Arrays.copyOf(classes, Math.max(classes.length, other.classes.length));
    for (int word = 0; word < other.classes.length; word++) {
      classes[word] |= other.classes[word];
    }
  }

  /** The smallest class numbers below the largest that no row has, at most five. */
  public int[] gaps() {
    return gaps(0);
  }

  /** Those that are at least {@code from}. */
  public int[] gaps(int from) {
    int[] gaps = new int[KEPT - 1];
    int found = 0;
    for (int k = from; k < Math.min(maximum, MOST_CLASSES) && found < gaps.length; k++) {
      boolean present = k >> 6 < classes.length && (classes[k >> 6] >> k & 1) == 1;
      if (!present) {
        gaps[found++] = k;
      }
    }
    return Arrays.copyOf(gaps, found);
  }

  /** Whether some label is 0. */
  public boolean hasZero() {
    return classes.length > 0 && (classes[0] & 1) == 1;
  }

  /** The largest label. */
  public double maximum() {
    return maximum;
  }

  /** Whether the labels are -1 and +1, or -1 only. */
  public boolean negativeOne() {
    return distinct.length > 0 && distinct[0] == -1;
  }

  /** Whether the labels are 0 and 1, or -1 and +1, or one of them only. */
  public boolean binary() {
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
  public String show() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(distinct.length, KEPT - 1); i++) {
      text.append(i == 0 ? "" : ", ").append(CellNumbers.show(distinct[i]));
    }
    return text.append(distinct.length == KEPT ? ", ..." : "").toString();
  }
}
