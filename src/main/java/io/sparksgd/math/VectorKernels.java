package io.sparksgd.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels with the Vector API: two vectors of four doubles are the eight sums of a dot product.
 * Compiled apart from the rest and loaded by name, because the module may be absent.
 *
 * <p>Margins are computed row by row: rows lie one after the other, and a single stream from memory
 * is fetched ahead, where two rows at once, which would share the loads of the weights, came at
 * half the speed (measured with rows of 4 KB).
 *
 * <p>Four doubles, although a machine may have wider vectors: memory is the limit then, and the
 * wider ones measured slower.
 *
 * <p>Vectors are cast to their class where they are loaded and where they come round a loop. The
 * JVM makes no objects of vectors whose class it knows, and without these casts it knows it only
 * from what it has seen of calls within the Vector API, which other code makes as well: after the
 * BLAS of MLlib, which takes the widest vectors, these kernels would run at a fifth of their speed.
 */
final class VectorKernels extends RowKernels {
  private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
  private static final VectorSpecies<Float> FOUR_FLOATS = FloatVector.SPECIES_128;
  private static final Class<?> FOUR_CLASS = FOUR.vectorType();
  private static final Class<?> FOUR_FLOATS_CLASS = FOUR_FLOATS.vectorType();
  private static final int LANES = 4;

  /** Below this length the few vectors of a row are not worth it. */
  private static final int SHORT = 32;

  private final PlainKernels plain = new PlainKernels();

  VectorKernels() {
    if (DoubleVector.SPECIES_PREFERRED.length() < LANES) {
      throw new LinkageError("Vectors of this machine hold fewer than four doubles");
    }
  }

  @Override
  public String name() {
    return "vector";
  }

  /** The vector; the JVM knows its class from here on. */
  private static DoubleVector four(Object vector) {
    return (DoubleVector) FOUR_CLASS.cast(vector);
  }

  private static FloatVector fourFloats(Object vector) {
    return (FloatVector) FOUR_FLOATS_CLASS.cast(vector);
  }

  private static DoubleVector load(double[] values, int at) {
    return four(DoubleVector.fromArray(FOUR, values, at));
  }

  private static DoubleVector load(float[] values, int at) {
    FloatVector floats = fourFloats(FloatVector.fromArray(FOUR_FLOATS, values, at));
    return four(floats.convertShape(VectorOperators.F2D, FOUR, 0));
  }

  @Override
  public void dots(double[] values, int[] starts, int count, int length, double[] x, double[] out) {
    if (length < SHORT) {
      plain.dots(values, starts, count, length, x, out);
      return;
    }
    double[] sums = new double[SUMS];
    for (int i = 0; i < count; i++) {
      dot(values, starts[i], length, x, sums);
      out[i] = rest(values, starts[i], length, x, sums);
    }
  }

  /** Fills the eight sums, but for the last features. */
  private static void dot(double[] values, int start, int length, double[] x, double[] sums) {
    DoubleVector low = DoubleVector.zero(FOUR);
    DoubleVector high = DoubleVector.zero(FOUR);
    int whole = length & -SUMS;
    for (int j = 0; j < whole; j += SUMS) {
      low = four(low).add(load(values, start + j).mul(load(x, j)));
      high = four(high).add(load(values, start + j + LANES).mul(load(x, j + LANES)));
    }
    four(low).intoArray(sums, 0);
    four(high).intoArray(sums, LANES);
  }

  /** Adds the last features, fewer than eight, to the eight sums; then these. */
  private static double rest(double[] values, int start, int length, double[] x, double[] sums) {
    int whole = length & -SUMS;
    for (int j = whole; j < length; j++) {
      sums[j - whole] += values[start + j] * x[j];
    }
    return total(sums);
  }

  @Override
  public void addRows(
      double[] values, int[] starts, double[] factors, int count, int length, double[] sum) {
    if (length < SHORT) {
      plain.addRows(values, starts, factors, count, length, sum);
      return;
    }
    int i = 0;
    for (; i + 3 < count; i += 4) {
      addFour(values, starts, factors, i, length, sum);
    }
    for (; i < count; i++) {
      addOne(values, starts[i], factors[i], length, sum);
    }
  }

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
    int whole = length & -LANES;
    for (int j = 0; j < whole; j += LANES) {
      load(sum, j)
          .add(load(values, start0 + j).mul(factor0))
          .add(load(values, start1 + j).mul(factor1))
          .add(load(values, start2 + j).mul(factor2))
          .add(load(values, start3 + j).mul(factor3))
          .intoArray(sum, j);
    }
    for (int j = whole; j < length; j++) {
      sum[j] =
          sum[j]
              + factor0 * values[start0 + j]
              + factor1 * values[start1 + j]
              + factor2 * values[start2 + j]
              + factor3 * values[start3 + j];
    }
  }

  private static void addOne(double[] values, int start, double factor, int length, double[] sum) {
    int whole = length & -LANES;
    for (int j = 0; j < whole; j += LANES) {
      load(sum, j).add(load(values, start + j).mul(factor)).intoArray(sum, j);
    }
    for (int j = whole; j < length; j++) {
      sum[j] += factor * values[start + j];
    }
  }

  @Override
  public void dots(float[] values, int[] starts, int count, int length, double[] x, double[] out) {
    if (length < SHORT) {
      plain.dots(values, starts, count, length, x, out);
      return;
    }
    double[] sums = new double[SUMS];
    for (int i = 0; i < count; i++) {
      dot(values, starts[i], length, x, sums);
      out[i] = rest(values, starts[i], length, x, sums);
    }
  }

  /** Fills the eight sums, but for the last features. */
  private static void dot(float[] values, int start, int length, double[] x, double[] sums) {
    DoubleVector low = DoubleVector.zero(FOUR);
    DoubleVector high = DoubleVector.zero(FOUR);
    int whole = length & -SUMS;
    for (int j = 0; j < whole; j += SUMS) {
      low = four(low).add(load(values, start + j).mul(load(x, j)));
      high = four(high).add(load(values, start + j + LANES).mul(load(x, j + LANES)));
    }
    four(low).intoArray(sums, 0);
    four(high).intoArray(sums, LANES);
  }

  /** Adds the last features, fewer than eight, to the eight sums; then these. */
  private static double rest(float[] values, int start, int length, double[] x, double[] sums) {
    int whole = length & -SUMS;
    for (int j = whole; j < length; j++) {
      sums[j - whole] += values[start + j] * x[j];
    }
    return total(sums);
  }

  @Override
  public void addRows(
      float[] values, int[] starts, double[] factors, int count, int length, double[] sum) {
    if (length < SHORT) {
      plain.addRows(values, starts, factors, count, length, sum);
      return;
    }
    int i = 0;
    for (; i + 3 < count; i += 4) {
      addFour(values, starts, factors, i, length, sum);
    }
    for (; i < count; i++) {
      addOne(values, starts[i], factors[i], length, sum);
    }
  }

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
    int whole = length & -LANES;
    for (int j = 0; j < whole; j += LANES) {
      load(sum, j)
          .add(load(values, start0 + j).mul(factor0))
          .add(load(values, start1 + j).mul(factor1))
          .add(load(values, start2 + j).mul(factor2))
          .add(load(values, start3 + j).mul(factor3))
          .intoArray(sum, j);
    }
    for (int j = whole; j < length; j++) {
      sum[j] =
          sum[j]
              + factor0 * values[start0 + j]
              + factor1 * values[start1 + j]
              + factor2 * values[start2 + j]
              + factor3 * values[start3 + j];
    }
  }

  private static void addOne(float[] values, int start, double factor, int length, double[] sum) {
    int whole = length & -LANES;
    for (int j = 0; j < whole; j += LANES) {
      load(sum, j).add(load(values, start + j).mul(factor)).intoArray(sum, j);
    }
    for (int j = whole; j < length; j++) {
      sum[j] += factor * values[start + j];
    }
  }
}
