package io.sparksgd.compress;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;

/**
 * Matrices as products of two thin ones, {@code M ~ P Q'} (Vogels, Karimireddy and Jaggi: PowerSGD,
 * 2019), by power iteration.
 *
 * <p>This is the form of one round. The paper's workers sum {@code M Q} over all of them before
 * they make {@code P} orthonormal and sum {@code M' P}: two reductions for a vector. A round on
 * Spark has one, so each partition factors its own matrix, and the decoded products are summed. In
 * place of the paper's start from the factors of the step before, which would be a state on the
 * executors, there are {@value #ITERATIONS} iterations from a seeded start.
 *
 * <p>Groups of parameters for which the factors are not smaller, such as biases, travel as float32.
 * A factored group is its power-of-two scale as float64 and then the columns of P and of Q as
 * float32.
 */
final class PowerSgdCodec implements Codec {
  private static final long serialVersionUID = 1L;

  private static final int ITERATIONS = 2;

  /** Larger magnitudes count as this, so that no product overflows. */
  private static final double LARGEST = 0x1p1000;

  /** Columns of P have norm 1. */
  private static final double LARGEST_P = 2;

  /** Columns of a scaled matrix have a norm up to 2 * sqrt(rows). */
  private static final double LARGEST_Q = 1 << 18;

  private final int rank;
  private final int size;

  /** The group g has {@code rows[g] x columns[g]} values. */
  private final int[] rows;

  private final int[] columns;
  private final int length;

  PowerSgdCodec(ParameterLayout layout, int rank) {
    this.rank = rank;
    size = layout.size();
    int groups = layout.groups().size();
    rows = new int[groups];
    columns = new int[groups];
    long bytes = 0;
    for (int g = 0; g < groups; g++) {
      ParameterGroup group = layout.groups().get(g);
      rows[g] = group.rows();
      columns[g] = group.columns();
      bytes += Math.min(factorBytes(g), valueBytes(g));
    }
    length = WireBytes.length(bytes);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int maxBytes() {
    return length;
  }

  @Override
  public Bias bias() {
    return Bias.BIASED;
  }

  @Override
  public byte[] encode(double[] vector, long seed, long stream) {
    Vector.check(vector, size);
    byte[] bytes = new byte[length];
    int from = 0;
    int at = 0;
    for (int g = 0; g < rows.length; g++) {
      int to = from + rows[g] * columns[g];
      if (isFactored(g)) {
        double scale = scale(Vector.largest(vector, from, to));
        if (scale > 0) {
          double[][] start = randomColumns(columns[g], seed, stream, from);
          LowRank factors = LowRank.of(scaled(vector, from, to, scale), start, ITERATIONS);
          WireBytes.putDouble(bytes, at, scale);
          int next = putColumns(bytes, at + Double.BYTES, factors.p());
          putColumns(bytes, next, factors.q());
        }
        at += (int) factorBytes(g);
      } else {
        for (int i = from; i < to; i++) {
          WireBytes.putFloat(bytes, at + Float.BYTES * (i - from), vector[i]);
        }
        at += (int) valueBytes(g);
      }
      from = to;
    }
    return bytes;
  }

  @Override
  public void addDecoded(byte[] bytes, double factor, double[] sum) {
    Vector.checkSize(sum, size);
    WireBytes.checkLength(bytes, length);
    int from = 0;
    int at = 0;
    for (int g = 0; g < rows.length; g++) {
      int to = from + rows[g] * columns[g];
      if (isFactored(g)) {
        double scale = WireBytes.checkScale(WireBytes.getDouble(bytes, at), LARGEST);
        LowRank factors = LowRank.zeros(rank, rows[g], columns[g]);
        int next = getColumns(bytes, at + Double.BYTES, factors.p(), LARGEST_P);
        getColumns(bytes, next, factors.q(), LARGEST_Q);
        factors.addTo(factor * scale, sum, from);
        at += (int) factorBytes(g);
      } else {
        double zeros = 0;
        for (int i = from; i < to; i++) {
          double value = WireBytes.getFloat(bytes, at + Float.BYTES * (i - from));
          zeros += value * 0;
          sum[i] += factor * value;
        }
        WireBytes.checkFinite(zeros);
        at += (int) valueBytes(g);
      }
      from = to;
    }
  }

  private boolean isFactored(int g) {
    return factorBytes(g) < valueBytes(g);
  }

  private long factorBytes(int g) {
    return Double.BYTES + (long) Float.BYTES * rank * (rows[g] + (long) columns[g]);
  }

  private long valueBytes(int g) {
    return (long) Float.BYTES * rows[g] * columns[g];
  }

  /** The power of two at or below the largest magnitude; 0 when all are 0. */
  private static double scale(double largest) {
    if (largest == 0) {
      return 0;
    }
    // Of subnormal numbers the smallest normal one serves as well.
    int exponent = Math.getExponent(Math.min(largest, LARGEST));
    return Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, exponent));
  }

  private static double[] scaled(double[] vector, int from, int to, double scale) {
    double[] matrix = new double[to - from];
    for (int i = from; i < to; i++) {
      matrix[i - from] = Math.max(-LARGEST, Math.min(LARGEST, vector[i])) / scale;
    }
    return matrix;
  }

  /** Numbers of a counter that is another one for each group: Q is smaller than its matrix. */
  private double[][] randomColumns(int length, long seed, long stream, int from) {
    double[][] q = new double[rank][length];
    long counter = from;
    for (double[] column : q) {
      for (int c = 0; c < length; c++) {
        column[c] = CounterRandom.gaussian(seed, stream, counter++);
      }
    }
    return q;
  }

  /** Returns where the next value goes. */
  private static int putColumns(byte[] bytes, int start, double[][] columns) {
    int at = start;
    for (double[] column : columns) {
      for (double value : column) {
        WireBytes.putFloat(bytes, at, value);
        at += Float.BYTES;
      }
    }
    return at;
  }

  /** Returns where the next value is. */
  private static int getColumns(byte[] bytes, int start, double[][] columns, double largest) {
    int at = start;
    for (double[] column : columns) {
      for (int i = 0; i < column.length; i++) {
        column[i] = WireBytes.getFloat(bytes, at);
        if (!(Math.abs(column[i]) <= largest)) {
          throw new MalformedBytesException(
              "Invalid bytes: " + column[i] + " in a factor (allowed: up to " + largest + ")");
        }
        at += Float.BYTES;
      }
    }
    return at;
  }
}
