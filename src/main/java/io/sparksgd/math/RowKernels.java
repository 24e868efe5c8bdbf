package io.sparksgd.math;

/**
 * Kernels on rows of dense row-major matrices, in double arithmetic whatever the matrix stores.
 *
 * <p>Every implementation adds in one canonical order, so that all give the same bits:
 *
 * <ul>
 *   <li>a dot product is eight sums, {@code s_m = sum of x_j w_j over the j with j mod 8 = m} in
 *       rising order of j, which are then added as {@code ((s0 + s1) + (s2 + s3)) + ((s4 + s5) +
 *       (s6 + s7))};
 *   <li>rows are added to a sum one after the other;
 *   <li>a product is rounded before it is added (no fused multiply-add).
 * </ul>
 *
 * <p>So zeros at the end of a row, the rows computed together, and the width of the machine's
 * vectors change nothing.
 */
public abstract class RowKernels {
  /** Sums of a dot product. */
  static final int SUMS = 8;

  RowKernels() {}

  /** The fastest kernels that this Java virtual machine can run. */
  public static RowKernels fastest() {
    return Fastest.KERNELS;
  }

  /** What reports call them. */
  public abstract String name();

  /**
   * {@code out[i] = sum_j values[starts[i] + j] * x[j]} for every {@code i < count}.
   *
   * @param starts where the rows begin
   * @param length of every row
   */
  public abstract void dots(
      double[] values, int[] starts, int count, int length, double[] x, double[] out);

  /** The same for a matrix of floats. */
  public abstract void dots(
      float[] values, int[] starts, int count, int length, double[] x, double[] out);

  /**
   * {@code sum[j] += factors[i] * values[starts[i] + j]} for every {@code i < count}, in this
   * order.
   *
   * @param starts where the rows begin
   * @param length of every row
   */
  public abstract void addRows(
      double[] values, int[] starts, double[] factors, int count, int length, double[] sum);

  /** The same for a matrix of floats. */
  public abstract void addRows(
      float[] values, int[] starts, double[] factors, int count, int length, double[] sum);

  /** Adds the eight sums of a dot product. */
  static double total(double[] s) {
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }

  /** Chosen when first asked for. */
  private static final class Fastest {
    static final RowKernels KERNELS = choose();

    private static RowKernels choose() {
      // Nothing may refer to the class that uses the module before that is known.
      if (!VectorModule.isThere()) {
        return new PlainKernels();
      }
      try {
        return Class.forName("io.sparksgd.math.VectorKernels")
            .asSubclass(RowKernels.class)
            .getDeclaredConstructor()
            .newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        // Another version of the module, or a machine without vectors of four doubles.
        return new PlainKernels();
      }
    }
  }
}
