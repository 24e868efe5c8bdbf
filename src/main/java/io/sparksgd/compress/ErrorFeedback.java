package io.sparksgd.compress;

/**
 * Adds the part that earlier rounds did not send to the vector of this round (Seide et al.: 1-Bit
 * Stochastic Gradient Descent, 2014; Karimireddy et al.: Error Feedback Fixes SignSGD, 2019), so
 * that biased codecs lose nothing for good: over any number of rounds the decoded vectors and the
 * last residual sum to the vectors.
 */
public final class ErrorFeedback {
  private ErrorFeedback() {}

  /**
   * Encodes {@code vector + residual}; the next residual is {@code (vector + residual) -
   * decode(encode(vector + residual))}. Neither argument is changed, so that a task which runs
   * again finds the residual as it was.
   *
   * @param residual of the round before; zeros in the first one
   * @throws IllegalArgumentException if a sum is NaN or infinite, or a length is not the codec's
   */
  public static Encoded encode(
      Codec codec, double[] vector, double[] residual, long seed, long stream) {
    Vector.checkSize(vector, codec.size());
    Vector.checkSize(residual, codec.size());
    double[] wanted = new double[vector.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = vector[i] + residual[i];
    }
    byte[] bytes = codec.encode(wanted, seed, stream);
    double[] sent = new double[wanted.length];
    codec.addDecoded(bytes, sent);
    double[] rest = new double[wanted.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = wanted[i] - sent[i];
    }
    return new Encoded(bytes, wanted, sent, rest);
  }
}
