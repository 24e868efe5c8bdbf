package io.sparksgd.exchange;

import io.sparksgd.math.Vectors;
import java.io.Serializable;

/**
 * How like what was sent is to what there was to send: three inner products, which add up over
 * partitions as if all their vectors were one long vector.
 */
final class Fidelity implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing is lost. */
  static final Fidelity EXACT = new Fidelity(0, 0, 0);

  private final double product;
  private final double wantedSquares;
  private final double sentSquares;

  private Fidelity(double product, double wantedSquares, double sentSquares) {
    this.product = product;
    this.wantedSquares = wantedSquares;
    this.sentSquares = sentSquares;
  }

  /** The likeness of what there was to send and what the receiver reads. */
  static Fidelity of(double[] wanted, double[] sent) {
    return new Fidelity(
        Vectors.dot(wanted, sent), Vectors.dot(wanted, wanted), Vectors.dot(sent, sent));
  }

  Fidelity plus(Fidelity other) {
    return new Fidelity(
        product + other.product,
        wantedSquares + other.wantedSquares,
        sentSquares + other.sentSquares);
  }

  /** Cosine of the angle between what there was and what was sent; 1 when nothing is lost. */
  double cosine() {
    double norms = Math.sqrt(wantedSquares) * Math.sqrt(sentSquares);
    return wantedSquares == 0 ? 1 : norms == 0 ? 0 : product / norms;
  }
}
