package io.sparksgd.exchange;

import io.sparksgd.math.Vectors;
import java.io.Serializable;

/**
 * Cosine similarity of the original and the decoded vector. It consists of three inner products,
 * which add up over partitions as if all their vectors were one long vector.
 */
final class Fidelity implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The similarity of an exact codec. */
  static final Fidelity EXACT = new Fidelity(0, 0, 0);

  private final double product;
  private final double wantedSquares;
  private final double sentSquares;

  private Fidelity(double product, double wantedSquares, double sentSquares) {
    this.product = product;
    this.wantedSquares = wantedSquares;
    this.sentSquares = sentSquares;
  }

  /** The similarity of an original vector and its decoded form. */
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

  /** Cosine of the angle between the original and the decoded vector; 1 when nothing is lost. */
  double cosine() {
    double norms = Math.sqrt(wantedSquares) * Math.sqrt(sentSquares);
    return wantedSquares == 0 ? 1 : norms == 0 ? 0 : product / norms;
  }
}
