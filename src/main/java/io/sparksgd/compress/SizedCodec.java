package io.sparksgd.compress;

/** A codec that knows the length of its vectors and of its bytes, and checks the former. */
abstract class SizedCodec implements Codec {
  private static final long serialVersionUID = 1L;

  final int size;
  final int maxBytes;
  private final Bias bias;

  /**
   * A codec.
   *
   * @throws IllegalArgumentException if the bytes may not fit into an array
   */
  SizedCodec(int size, long maxBytes, Bias bias) {
    this.size = size;
    this.maxBytes = WireBytes.length(maxBytes);
    this.bias = bias;
  }

  @Override
  public final int size() {
    return size;
  }

  @Override
  public final int maxBytes() {
    return maxBytes;
  }

  @Override
  public final Bias bias() {
    return bias;
  }

  @Override
  public final byte[] encode(double[] vector, long seed, long stream) {
    Vector.check(vector, size);
    return encoded(vector, seed, stream);
  }

  /** The bytes of a checked vector. */
  abstract byte[] encoded(double[] vector, long seed, long stream);

  @Override
  public final void addDecoded(byte[] bytes, double factor, double[] sum) {
    Vector.checkSize(sum, size);
    add(bytes, factor, sum);
  }

  /** Adds decoded bytes to a sum of the right size. */
  abstract void add(byte[] bytes, double factor, double[] sum);
}
