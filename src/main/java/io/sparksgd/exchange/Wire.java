package io.sparksgd.exchange;

import io.sparksgd.compress.Bias;
import io.sparksgd.compress.Codec;
import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.compress.Encoded;
import io.sparksgd.compress.ErrorFeedback;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import java.io.Serializable;

/**
 * The encoding of the partitions' vectors in a round: the codec, whether its errors are kept for
 * the next round, and the random draws of the round.
 */
public final class Wire implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What happens to the part of a vector that the codec leaves out. */
  public enum Rest {
    /**
     * It is lost. (A codec without errors, or with errors that average out, leaves nothing out.)
     */
    LOST,
    /** The partition adds it to the vector of the next round. */
    KEPT
  }

  private final CompressionSpec spec;
  private final Codec whole;
  private final Rest rest;
  private final long seed;
  private final long round;

  private Wire(CompressionSpec spec, Codec whole, Rest rest, long seed, long round) {
    this.spec = spec;
    this.whole = whole;
    this.rest = rest;
    this.seed = seed;
    this.round = round;
  }

  /** The wire of vectors of a layout. */
  public static Wire of(CompressionSpec spec, ParameterLayout layout, Rest rest, long seed) {
    return new Wire(spec, spec.build(layout), rest, seed, 0);
  }

  /** The same with the random draws of another round. */
  Wire inRound(long number) {
    return new Wire(spec, whole, rest, seed, number);
  }

  /** Whether partitions keep the part that they have not sent. */
  public boolean keepsRest() {
    return rest == Rest.KEPT;
  }

  /** Whether values may travel alone, without those of the features that a batch did not touch. */
  public boolean sendsFew() {
    return whole.bias() == Bias.UNBIASED;
  }

  /** Whether the receiver gets exactly the original vectors. */
  public boolean isExact() {
    return spec instanceof CompressionSpec.None;
  }

  /** The codec of vectors with this many values. */
  public Codec codec(int size) {
    if (size == whole.size()) {
      return whole;
    }
    return spec.build(
        ParameterLayout.builder().add("few", ParameterGroup.Kind.WEIGHTS, size, 1).build());
  }

  public byte[] encode(double[] vector, int partitionId) {
    return codec(vector.length).encode(vector, seed, stream(partitionId));
  }

  /** Decodes a vector, as the receiver does. */
  double[] decode(byte[] bytes, int size) {
    double[] decoded = new double[size];
    codec(size).addDecoded(bytes, decoded);
    return decoded;
  }

  /** Encodes a new vector plus the part that was not sent before. */
  public Encoded encode(double[] vector, double[] residual, int partitionId) {
    double[] before = residual.length == 0 ? new double[vector.length] : residual;
    return ErrorFeedback.encode(whole, vector, before, seed, stream(partitionId));
  }

  /** Random draws of their own for each partition in each round. */
  private long stream(int partitionId) {
    return (round << 24) ^ partitionId;
  }
}
