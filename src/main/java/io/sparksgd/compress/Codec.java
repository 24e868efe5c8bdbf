package io.sparksgd.compress;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Turns vectors of one length into bytes and back. It has no state: what it does is decided by its
 * arguments, on whatever machine. Codecs are made by {@link CompressionSpec#build}.
 */
public interface Codec extends Serializable {

  /** Length of the vectors. */
  int size();

  /**
   * The most bytes that a vector takes; exactly that many when the number does not depend on the
   * values.
   */
  int maxBytes();

  /** Whether the errors average out. */
  Bias bias();

  /**
   * The bytes of a vector. What is drawn at random is a function of the seed, the stream and the
   * position in the vector: equal arguments give equal bytes.
   *
   * @param vector is not changed
   * @param stream another one for each vector, such as one for each round and partition
   * @throws IllegalArgumentException if a value is NaN or infinite, or the length is not {@link
   *     #size}
   */
  byte[] encode(double[] vector, long seed, long stream);

  /**
   * {@code sum_i += factor * decoded_i}; looks only at the elements that were sent.
   *
   * @throws MalformedBytesException if no vector has these bytes; the sum may then hold a part
   * @throws IllegalArgumentException if the length of the sum is not {@link #size}
   */
  void addDecoded(byte[] bytes, double factor, double[] sum);

  /** {@code sum_i += decoded_i}. */
  default void addDecoded(byte[] bytes, double[] sum) {
    addDecoded(bytes, 1, sum);
  }

  /** Sets all elements of the vector to the decoded ones; zeros come without their sign. */
  default void decode(byte[] bytes, double[] vector) {
    Arrays.fill(vector, 0);
    addDecoded(bytes, 1, vector);
  }
}
