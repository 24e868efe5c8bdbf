package io.sparksgd.math;

/**
 * Products of row-major matrices that stand in longer arrays. Every sum is added from left to
 * right, one row after the other, so that the rows computed together change no bit. Loops over
 * columns are what the compiler turns into vector instructions; four terms a pass save loads and
 * stores of the sums.
 */
public final class Matrices {
  private Matrices() {}

  /**
   * {@code out = a b}, added to what {@code out} holds.
   *
   * @param a rows x inner, from 0
   * @param b inner x columns, from {@code bAt}
   * @param out rows x columns, from 0
   */
  public static void addProduct(
      double[] a, int rows, int inner, double[] b, int bAt, int columns, double[] out) {
    for (int i = 0; i < rows; i++) {
      int aAt = i * inner;
      int to = i * columns;
      int p = 0;
      for (; p + 3 < inner; p += 4) {
        addFour(a, aAt + p, b, bAt + p * columns, columns, out, to);
      }
      for (; p < inner; p++) {
        addOne(a[aAt + p], b, bAt + p * columns, columns, out, to);
      }
    }
  }

  /**
   * {@code sum += transpose(a) d}, one row of the two after the other.
   *
   * @param a rows x inner, from 0
   * @param d rows x columns, from 0
   * @param sum inner x columns, from {@code sumAt}
   */
  public static void addTransposedProduct(
      double[] a, int rows, int inner, double[] d, int columns, double[] sum, int sumAt) {
    int i = 0;
    for (; i + 3 < rows; i += 4) {
      for (int p = 0; p < inner; p++) {
        int at = i * inner + p;
        addFourRows(
            a[at],
            a[at + inner],
            a[at + 2 * inner],
            a[at + 3 * inner],
            d,
            i * columns,
            columns,
            sum,
            sumAt + p * columns);
      }
    }
    for (; i < rows; i++) {
      for (int p = 0; p < inner; p++) {
        addOne(a[i * inner + p], d, i * columns, columns, sum, sumAt + p * columns);
      }
    }
  }

  private static void addFour(
      double[] a, int aAt, double[] b, int bAt, int columns, double[] out, int to) {
    addFourRows(a[aAt], a[aAt + 1], a[aAt + 2], a[aAt + 3], b, bAt, columns, out, to);
  }

  private static void addFourRows(
      double a0,
      double a1,
      double a2,
      double a3,
      double[] rows,
      int at0,
      int columns,
      double[] out,
      int to) {
    if (a0 == 0 && a1 == 0 && a2 == 0 && a3 == 0) {
      // Half of the units of a rectifier are silent.
      return;
    }
    int at1 = at0 + columns;
    int at2 = at1 + columns;
    int at3 = at2 + columns;
    for (int k = 0; k < columns; k++) {
      out[to + k] =
          out[to + k]
              + a0 * rows[at0 + k]
              + a1 * rows[at1 + k]
              + a2 * rows[at2 + k]
              + a3 * rows[at3 + k];
    }
  }

  private static void addOne(
      double factor, double[] from, int at, int columns, double[] out, int to) {
    if (factor == 0) {
      return;
    }
    for (int k = 0; k < columns; k++) {
      out[to + k] += factor * from[at + k];
    }
  }
}
