package io.sparksgd.math;

/** Kernels in plain Java. */
final class PlainKernels extends RowKernels {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public void dots(double[] values, int[] starts, int count, int length, double[] x, double[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = dot(values, starts[i], length, x);
    }
  }

  private static double dot(double[] values, int start, int length, double[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int whole = length & -SUMS;
    for (int j = 0; j < whole; j += SUMS) {
      int at = start + j;
      s0 += values[at] * x[j];
      s1 += values[at + 1] * x[j + 1];
      s2 += values[at + 2] * x[j + 2];
      s3 += values[at + 3] * x[j + 3];
      s4 += values[at + 4] * x[j + 4];
      s5 += values[at + 5] * x[j + 5];
      s6 += values[at + 6] * x[j + 6];
      s7 += values[at + 7] * x[j + 7];
    }
    double[] s = {s0, s1, s2, s3, s4, s5, s6, s7};
    for (int j = whole; j < length; j++) {
      s[j - whole] += values[start + j] * x[j];
    }
    return total(s);
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
    for (int i = 0; i < count; i++) {
      out[i] = dot(values, starts[i], length, x);
    }
  }

  private static double dot(float[] values, int start, int length, double[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int whole = length & -SUMS;
    for (int j = 0; j < whole; j += SUMS) {
      int at = start + j;
      s0 += values[at] * x[j];
      s1 += values[at + 1] * x[j + 1];
      s2 += values[at + 2] * x[j + 2];
      s3 += values[at + 3] * x[j + 3];
      s4 += values[at + 4] * x[j + 4];
      s5 += values[at + 5] * x[j + 5];
      s6 += values[at + 6] * x[j + 6];
      s7 += values[at + 7] * x[j + 7];
    }
    double[] s = {s0, s1, s2, s3, s4, s5, s6, s7};
    for (int j = whole; j < length; j++) {
      s[j - whole] += values[start + j] * x[j];
    }
    return total(s);
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
