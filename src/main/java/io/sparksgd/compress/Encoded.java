package io.sparksgd.compress;

/** What is sent, and what is left for the next time; no array is copied. */
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

  /** What is sent. */
  public byte[] bytes() {
    return bytes;
  }

  /** What there was to send: the vector and what earlier rounds had left. */
  public double[] wanted() {
    return wanted;
  }

  /** What the bytes say. */
  public double[] sent() {
    return sent;
  }

  /** What the bytes lack: the residual of the next round. */
  public double[] residual() {
    return residual;
  }
}
