package io.sparksgd.compress;

import java.io.Serializable;

/** What is sent, and what is left for the next time; neither array is copied. */
public final class Encoded implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private final double[] residual;

  Encoded(byte[] bytes, double[] residual) {
    this.bytes = bytes;
    this.residual = residual;
  }

  /** What is sent. */
  public byte[] bytes() {
    return bytes;
  }

  /** What the bytes lack: the residual of the next round. */
  public double[] residual() {
    return residual;
  }
}
