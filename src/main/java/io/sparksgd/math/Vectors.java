package io.sparksgd.math;

/** Kernels on dense vectors. Two vectors have the same length; the caller sees to it. */
public final class Vectors {

  private Vectors() {}

  /**
   * The Euclidean norm {@code sqrt(sum x_i^2)}; scaled by the largest element when the plain sum
   * overflows, so that it is finite whenever the norm is.
   */
  public static double norm(double[] x) {
    double squares = dot(x, x);
    if (squares < Double.POSITIVE_INFINITY) {
      return Math.sqrt(squares);
    }
    double largest = 0;
    for (double value : x) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (!Double.isFinite(largest)) {
      return largest;
    }
    double scaled = 0;
    for (double value : x) {
      double ratio = value / largest;
      scaled += ratio * ratio;
    }
    return largest * Math.sqrt(scaled);
  }

  /** {@code sum x_i y_i}. */
  public static double dot(double[] x, double[] y) {
    // Four sums: the additions of one sum wait for each other.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      s0 += x[i] * y[i];
      s1 += x[i + 1] * y[i + 1];
      s2 += x[i + 2] * y[i + 2];
      s3 += x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      s0 += x[i] * y[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** {@code y_i += a x_i}. */
  public static void axpy(double a, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += a * x[i];
    }
  }

  /** {@code x_i *= a}. */
  public static void scale(double a, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= a;
    }
  }

  /**
   * The Euclidean norm over some elements.
   *
   * @see #norm(double[])
   */
  public static double norm(double[] x, IndexSet touched) {
    double[] values = new double[touched.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = x[touched.members()[i]];
    }
    return norm(values);
  }

  /** {@code x_i *= a} for some elements. */
  public static void scale(double a, double[] x, IndexSet touched) {
    int[] at = touched.members();
    for (int i = 0; i < touched.size(); i++) {
      x[at[i]] *= a;
    }
  }

  /** Appends some elements to a sparse vector. */
  public static void gather(double[] x, IndexSet touched, SparseVector to) {
    int[] at = touched.members();
    int size = touched.size();
    to.reserve(size);
    System.arraycopy(at, 0, to.coordinates(), to.size(), size);
    double[] values = to.values();
    for (int i = 0; i < size; i++) {
      values[to.size() + i] = x[at[i]];
    }
    to.wrote(size);
  }

  /** {@code x_i = 0} for some elements. */
  public static void clear(double[] x, IndexSet touched) {
    int[] at = touched.members();
    for (int i = 0; i < touched.size(); i++) {
      x[at[i]] = 0;
    }
  }

  /** Whether no element is NaN or infinite. */
  public static boolean allFinite(double[] x) {
    for (double value : x) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
