package io.sparksgd.math;

import com.sun.management.ThreadMXBean;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * A process in which the BLAS of MLlib used the Vector API before our kernels did. It ends with
 * code 0 as soon as the kernels make no objects of their vectors, which is so once the JVM has
 * compiled them; with code 1 if they still do after a minute.
 */
final class KernelsAfterBlas {
  private static final int LENGTH = 512;
  private static final int ROWS = 64;

  /** A vector of four doubles is 48 bytes with its array; a pass takes more than 10,000 of them. */
  private static final long FEW_BYTES = 10_000;

  private KernelsAfterBlas() {}

  public static void main(String[] args) {
    blas(JavaBLAS.getInstance());
    RowKernels kernels = RowKernels.fastest();
    double[] doubles = new double[ROWS * LENGTH];
    Arrays.fill(doubles, 0.5);
    float[] floats = new float[ROWS * LENGTH];
    int[] starts = new int[ROWS];
    Arrays.setAll(starts, i -> i * LENGTH);
    double[] x = new double[LENGTH];
    double[] out = new double[ROWS];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + 60_000_000_000L;
    long bytes = Long.MAX_VALUE;
    while (bytes > FEW_BYTES && System.nanoTime() < end) {
      long before = threads.getCurrentThreadAllocatedBytes();
      kernels.dots(doubles, starts, ROWS, LENGTH, x, out);
      kernels.addRows(doubles, starts, out, ROWS - 1, LENGTH, x);
      kernels.dots(floats, starts, ROWS, LENGTH, x, out);
      kernels.addRows(floats, starts, out, ROWS - 1, LENGTH, x);
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
    }
    System.out.println(kernels.name() + " kernels: " + bytes + " bytes a pass");
    System.exit(bytes > FEW_BYTES ? 1 : 0);
  }

  private static void blas(BLAS blas) {
    double[] x = new double[LENGTH];
    double[] y = new double[LENGTH];
    Arrays.fill(x, 1e-3);
    for (int i = 0; i < 100_000; i++) {
      // Not 0: BLAS returns at once then.
      blas.daxpy(LENGTH, 1 + blas.ddot(LENGTH, x, 1, y, 1) / 1e9, x, 1, y, 1);
    }
  }
}
