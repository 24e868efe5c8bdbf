package io.sparksgd.exchange;

import io.sparksgd.compress.Encoded;
import io.sparksgd.compress.IndexCoder;
import io.sparksgd.math.IndexSet;
import io.sparksgd.math.Vectors;
import io.sparksgd.objective.GradientSum;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * The message of a partition to the driver: its encoded vector, and its sums of loss and weight. A
 * vector with few features travels as feature numbers and values. A partition without rows sends no
 * vector.
 */
public final class EncodedSum implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes of the sums beside the vector. */
  private static final int SUMS = 3 * Double.BYTES;

  private static final byte[] NOTHING = {};

  private final byte[] vector;

  /** Length of the whole vector. */
  private final int size;

  /** Numbers of the features whose values {@link #vector} has; empty for a whole vector. */
  private final byte[] features;

  /** Number of values of {@link #vector}. */
  private final int values;

  private final int columns;
  private final int rest;

  /** The optimizer state times the weight, slot after slot; empty unless it is averaged. */
  private final byte[] state;

  private final double lossSum;
  private final double weightSum;
  private final long rows;
  private final boolean finite;
  private final Fidelity fidelity;

  private EncodedSum(
      PartialSum result, byte[] vector, byte[] features, byte[] state, Fidelity fidelity) {
    this.vector = vector;
    this.size = result.size();
    this.features = features;
    this.values = result.sum().size();
    this.columns = result.columns();
    this.rest = result.rest();
    this.state = state;
    this.lossSum = result.sum().lossSum();
    this.weightSum = result.sum().weightSum();
    this.rows = result.sum().rows();
    this.finite = result.isFinite();
    this.fidelity = fidelity;
  }

  private EncodedSum(RoundSum group, byte[] vector) {
    GradientSum sum = group.sum();
    this.vector = vector;
    this.size = sum.size();
    this.features = NOTHING;
    this.values = sum.size();
    this.columns = 0;
    this.rest = 0;
    this.state = encoded(group.state(), 1);
    this.lossSum = sum.lossSum();
    this.weightSum = sum.weightSum();
    this.rows = sum.rows();
    this.finite = group.isFinite();
    this.fidelity = group.fidelity();
  }

  /** Encodes a result; the part that the codec leaves out is lost. */
  public static EncodedSum of(PartialSum result, Wire wire, int partitionId) {
    GradientSum sum = result.sum();
    if (result.isEmpty() || !result.isFinite()) {
      return new EncodedSum(result, NOTHING, NOTHING, NOTHING, Fidelity.EXACT);
    }
    byte[] bytes = wire.encode(sum.gradient(), partitionId);
    byte[] features =
        result.features().length == 0
            ? NOTHING
            : IndexCoder.encode(result.features(), result.rest() / result.columns());
    Fidelity fidelity =
        wire.isExact()
            ? Fidelity.EXACT
            : Fidelity.of(sum.gradient(), wire.decode(bytes, sum.size()));
    return new EncodedSum(result, bytes, features, state(result), fidelity);
  }

  /** A result whose vector was encoded together with the part that was not sent before. */
  public static EncodedSum of(PartialSum result, Encoded encoded) {
    Fidelity fidelity = Fidelity.of(encoded.wanted(), encoded.sent());
    return new EncodedSum(result, encoded.bytes(), NOTHING, state(result), fidelity);
  }

  /**
   * The sum of a group of contributions, without compression.
   *
   * @param exact a wire that loses nothing
   */
  public static EncodedSum ofGroup(RoundSum group, Wire exact) {
    boolean empty = group.sum().rows() == 0 || !Vectors.allFinite(group.sum().gradient());
    return new EncodedSum(group, empty ? NOTHING : exact.encode(group.sum().gradient(), 0));
  }

  private static byte[] state(PartialSum result) {
    double[] all = {};
    for (double[] slot : result.averagedSlots()) {
      int from = all.length;
      all = Arrays.copyOf(all, from + slot.length);
      System.arraycopy(slot, 0, all, from, slot.length);
    }
    return encoded(all, result.sum().weightSum());
  }

  private static byte[] encoded(double[] values, double factor) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES));
    for (double value : values) {
      buffer.putDouble(factor * value);
    }
    return buffer.array();
  }

  /** Length of the whole vector. */
  public int size() {
    return size;
  }

  /** Whether the vector has values for some features only. */
  public boolean isSparse() {
    return features.length > 0 || vector.length == 0;
  }

  /** Whether all numbers are finite. */
  boolean isFinite() {
    return finite;
  }

  Fidelity fidelity() {
    return fidelity;
  }

  /** Adds this contribution to a sum. */
  public void addTo(GradientSum sum, Wire wire) {
    if (vector.length > 0 && features.length == 0) {
      wire.codec(values).addDecoded(vector, sum.gradient());
    } else if (vector.length > 0) {
      addFew(sum.gradient(), IndexCoder.decode(features, rest / columns), wire);
    }
    sum.addSums(rows, weightSum, lossSum);
  }

  private void addFew(double[] to, int[] numbers, Wire wire) {
    double[] from = new double[values];
    wire.codec(values).addDecoded(vector, from);
    int next = 0;
    for (int feature : numbers) {
      int at = feature * columns;
      for (int k = 0; k < columns; k++) {
        to[at + k] += from[next++];
      }
    }
    for (int i = rest; i < size; i++) {
      to[i] += from[next++];
    }
  }

  /** Adds the coordinates that {@link #addTo} may change; only if {@link #isSparse}. */
  void addCoordinates(IndexSet touched) {
    if (vector.length > 0) {
      for (int feature : IndexCoder.decode(features, rest / columns)) {
        touched.addRange(feature * columns, (feature + 1) * columns);
      }
      touched.addRange(rest, size);
    }
  }

  /** Number of values of the optimizer state. */
  int stateLength() {
    return state.length / Double.BYTES;
  }

  /** Adds the optimizer state, times the weight, to a sum. */
  void addStateTo(double[] sum) {
    DoubleBuffer from = ByteBuffer.wrap(state).asDoubleBuffer();
    for (int i = 0; from.hasRemaining(); i++) {
      sum[i] += from.get();
    }
  }

  /** Bytes that travel, without those that Spark adds to every task's result. */
  public long bytes() {
    return (long) vector.length + features.length + state.length + SUMS;
  }

  /** Bytes that would travel as dense float64. */
  public long denseBytes() {
    return (rows == 0 ? 0 : (long) Double.BYTES * size) + state.length + SUMS;
  }
}
