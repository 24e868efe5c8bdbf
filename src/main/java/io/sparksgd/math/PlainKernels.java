package io.sparksgd.math;

/** Kernels in plain Java. */
final class PlainKernels extends RowKernels {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public void dots(double[] values, int[] starts, int count, int length, double[] x, double[] out) {
    int i = 0;
    for (; i + 1 < count; i += 2) {
      twoDots(values, starts[i], starts[i + 1], length, x, out, i);
    }
    if (i < count) {
      out[i] = dot(values, starts[i], length, x);
    }
  }

  /** Two rows share the loads of x. */
  private static void twoDots(
      double[] values, int first, int second, int length, double[] x, double[] out, int i) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    double t0 = 0;
    double t1 = 0;
    double t2 = 0;
    double t3 = 0;
    double t4 = 0;
    double t5 = 0;
    double t6 = 0;
    double t7 = 0;
    int whole = length & -SUMS;
    for (int j = 0; j < whole; j += SUMS) {
      int a = first + j;
      int b = second + j;
      double x0 = x[j];
      s0 += values[a] * x0;
      t0 += values[b] * x0;
      double x1 = x[j + 1];
      s1 += values[a + 1] * x1;
      t1 += values[b + 1] * x1;
      double x2 = x[j + 2];
      s2 += values[a + 2] * x2;
      t2 += values[b + 2] * x2;
      double x3 = x[j + 3];
      s3 += values[a + 3] * x3;
      t3 += values[b + 3] * x3;
      double x4 = x[j + 4];
      s4 += values[a + 4] * x4;
      t4 += values[b + 4] * x4;
      double x5 = x[j + 5];
      s5 += values[a + 5] * x5;
      t5 += values[b + 5] * x5;
      double x6 = x[j + 6];
      s6 += values[a + 6] * x6;
      t6 += values[b + 6] * x6;
      double x7 = x[j + 7];
      s7 += values[a + 7] * x7;
      t7 += values[b + 7] * x7;
    }
    double[] s = {s0, s1, s2, s3, s4, s5, s6, s7};
    double[] t = {t0, t1, t2, t3, t4, t5, t6, t7};
    for (int j = whole; j < length; j++) {
      s[j - whole] += values[first + j] * x[j];
      t[j - whole] += values[second + j] * x[j];
    }
    out[i] = total(s, 0);
    out[i + 1] = total(t, 0);
  }

  private static double dot(double[] values, int start, int length, double[] x) {
    double[] s = new double[SUMS];
    int whole = length & -SUMS;
    for (int j = 0; j < whole; j += SUMS) {
      for (int m = 0; m < SUMS; m++) {
        s[m] += values[start + j + m] * x[j + m];
      }
    }
    for (int j = whole; j < length; j++) {
      s[j - whole] += values[start + j] * x[j];
    }
    return total(s, 0);
  }

  @Override
  public void addRows(
      double[] values, int[] starts, double[] factors, int count, int length, double[] sum) {
    int i = 0;
    for (; i + 3 < count; i += 4) {
      addFour(values, starts, factors, i, length, sum);
    }
    for (; i < count; i++) {
      int start = starts[i];
      double factor = factors[i];
      for (int j = 0; j < length; j++) {
        sum[j] += factor * values[start + j];
      }
    }
  }

  /** Four rows a pass over the sum; the same additions in the same order as one by one. */
  private static void addFour(
      double[] values, int[] starts, double[] factors, int i, int length, double[] sum) {
    int start0 = starts[i];
    int start1 = starts[i + 1];
    int start2 = starts[i + 2];
    int start3 = starts[i + 3];
    double factor0 = factors[i];
    double factor1 = factors[i + 1];
    double factor2 = factors[i + 2];
    double factor3 = factors[i + 3];
    for (int j = 0; j < length; j++) {
      sum[j] =
          sum[j]
              + factor0 * values[start0 + j]
              + factor1 * values[start1 + j]
              + factor2 * values[start2 + j]
              + factor3 * values[start3 + j];
    }
  }

  @Override
  public void dots(float[] values, int[] starts, int count, int length, double[] x, double[] out) {
    int i = 0;
    for (; i + 1 < count; i += 2) {
      twoDots(values, starts[i], starts[i + 1], length, x, out, i);
    }
    if (i < count) {
      out[i] = dot(values, starts[i], length, x);
    }
  }

  /** Two rows share the loads of x. */
  private static void twoDots(
      float[] values, int first, int second, int length, double[] x, double[] out, int i) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    double t0 = 0;
    double t1 = 0;
    double t2 = 0;
    double t3 = 0;
    double t4 = 0;
    double t5 = 0;
    double t6 = 0;
    double t7 = 0;
    int whole = length & -SUMS;
    for (int j = 0; j < whole; j += SUMS) {
      int a = first + j;
      int b = second + j;
      double x0 = x[j];
      s0 += values[a] * x0;
      t0 += values[b] * x0;
      double x1 = x[j + 1];
      s1 += values[a + 1] * x1;
      t1 += values[b + 1] * x1;
      double x2 = x[j + 2];
      s2 += values[a + 2] * x2;
      t2 += values[b + 2] * x2;
      double x3 = x[j + 3];
      s3 += values[a + 3] * x3;
      t3 += values[b + 3] * x3;
      double x4 = x[j + 4];
      s4 += values[a + 4] * x4;
      t4 += values[b + 4] * x4;
      double x5 = x[j + 5];
      s5 += values[a + 5] * x5;
      t5 += values[b + 5] * x5;
      double x6 = x[j + 6];
      s6 += values[a + 6] * x6;
      t6 += values[b + 6] * x6;
      double x7 = x[j + 7];
      s7 += values[a + 7] * x7;
      t7 += values[b + 7] * x7;
    }
    double[] s = {s0, s1, s2, s3, s4, s5, s6, s7};
    double[] t = {t0, t1, t2, t3, t4, t5, t6, t7};
    for (int j = whole; j < length; j++) {
      s[j - whole] += values[first + j] * x[j];
      t[j - whole] += values[second + j] * x[j];
    }
    out[i] = total(s, 0);
    out[i + 1] = total(t, 0);
  }

  private static double dot(float[] values, int start, int length, double[] x) {
    double[] s = new double[SUMS];
    int whole = length & -SUMS;
    for (int j = 0; j < whole; j += SUMS) {
      for (int m = 0; m < SUMS; m++) {
        s[m] += values[start + j + m] * x[j + m];
      }
    }
    for (int j = whole; j < length; j++) {
      s[j - whole] += values[start + j] * x[j];
    }
    return total(s, 0);
  }

  @Override
  public void addRows(
      float[] values, int[] starts, double[] factors, int count, int length, double[] sum) {
    int i = 0;
    for (; i + 3 < count; i += 4) {
      addFour(values, starts, factors, i, length, sum);
    }
    for (; i < count; i++) {
      int start = starts[i];
      double factor = factors[i];
      for (int j = 0; j < length; j++) {
        sum[j] += factor * values[start + j];
      }
    }
  }

  /** Four rows a pass over the sum; the same additions in the same order as one by one. */
  private static void addFour(
      float[] values, int[] starts, double[] factors, int i, int length, double[] sum) {
    int start0 = starts[i];
    int start1 = starts[i + 1];
    int start2 = starts[i + 2];
    int start3 = starts[i + 3];
    double factor0 = factors[i];
    double factor1 = factors[i + 1];
    double factor2 = factors[i + 2];
    double factor3 = factors[i + 3];
    for (int j = 0; j < length; j++) {
      sum[j] =
          sum[j]
              + factor0 * values[start0 + j]
              + factor1 * values[start1 + j]
              + factor2 * values[start2 + j]
              + factor3 * values[start3 + j];
    }
  }
}
