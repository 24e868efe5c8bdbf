package io.sparksgd.compress;

/**
 * An encoded vector: the bytes to send, and the residual for the next round. No array is copied.
 */
public final class Encoded {
  private final byte[] bytes;
  private final double[] wanted;
  private final double[] sent;
  private final double[] residual;

  Encoded(byte[] bytes, double[] wanted, double[] sent, double[] residual) {
    this.bytes = bytes;
    this.wanted = wanted;
    this.sent = sent;
    this.residual = residual;
  }

  /** The bytes to send. */
  public byte[] bytes() {
    return bytes;
  }

  /** The original: the vector plus the residual of earlier rounds. */
  public double[] wanted() {
    return wanted;
  }

  /** The decoded bytes. */
  public double[] sent() {
    return sent;
  }

  /** The difference of both: the residual for the next round. */
  public double[] residual() {
    return residual;
  }
}
