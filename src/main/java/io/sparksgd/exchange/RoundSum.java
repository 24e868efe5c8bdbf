package io.sparksgd.exchange;

import io.sparksgd.math.IndexSet;
import io.sparksgd.math.Vectors;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.GradientSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sum of a round's contributions. While they have few features, it knows which coordinates they
 * touched, and averaging, norm and reset visit only these. One object serves all rounds of a run.
 */
public final class RoundSum {
  private final GradientSum sum;
  private final IndexSet touched;
  private boolean few = true;
  private boolean finite = true;
  private Fidelity fidelity = Fidelity.EXACT;

  /** Optimizer states times their weights, slot after slot; empty unless they are averaged. */
  private double[] state = {};

  /**
   * An empty sum.
   *
   * @param size length of the vectors
   */
  public RoundSum(int size) {
    this.sum = new GradientSum(size);
    this.touched = new IndexSet(size);
  }

  /** Resets the sum for the next round. */
  public void reset() {
    if (few) {
      sum.reset(touched);
    } else {
      sum.reset();
    }
    touched.clear();
    few = true;
    finite = true;
    fidelity = Fidelity.EXACT;
    state = new double[0];
  }

  public void add(EncodedSum encodedSum, Wire wire) {
    few &= encodedSum.isSparse();
    if (few) {
      encodedSum.addCoordinates(touched);
    }
    encodedSum.addTo(sum, wire);
    if (state.length == 0) {
      state = new double[encodedSum.stateLength()];
    }
    encodedSum.addStateTo(state);
    finite &= encodedSum.isFinite();
    fidelity = fidelity.plus(encodedSum.fidelity());
  }

  /** Makes a sum of gradients over rows that over centred features. */
  public void centre(Centring centring) {
    if (centring.isEmpty() || sum.rows() == 0) {
      return;
    }
    if (few) {
      for (int feature : centring.features()) {
        int from = centring.first(feature);
        touched.addRange(from, from + centring.columns());
      }
    }
    centring.correct(sum.gradient());
  }

  /** Divides the vector, and the optimizer state, by the sum of the weights. */
  public void average() {
    double factor = 1 / sum.weightSum();
    if (few) {
      Vectors.scale(factor, sum.gradient(), touched);
    } else {
      Vectors.scale(factor, sum.gradient());
    }
    Vectors.scale(factor, state);
  }

  /** The Euclidean norm of the vector; NaN when a contribution was not finite. */
  public double norm() {
    if (!finite) {
      return Double.NaN;
    }
    return few ? Vectors.norm(sum.gradient(), touched) : Vectors.norm(sum.gradient());
  }

  /** The sums of all rows; its vector is a live array. */
  public GradientSum sum() {
    return sum;
  }

  /** The optimizer state, cut into slots like these; empty unless it is averaged. */
  public List<double[]> slots(List<double[]> like) {
    List<double[]> slots = new ArrayList<>();
    int from = 0;
    for (double[] slot : like) {
      slots.add(Arrays.copyOfRange(state, from, from + slot.length));
      from += slot.length;
    }
    return slots;
  }

  double[] state() {
    return state;
  }

  /** Whether all contributions were finite. */
  boolean isFinite() {
    return finite;
  }

  Fidelity fidelity() {
    return fidelity;
  }

  /** The vector, whose every element may now be written: a live array. */
  public double[] whole() {
    few = false;
    return sum.gradient();
  }

  /** Whether the vector is 0 outside of {@link #touched}. */
  public boolean isSparse() {
    return few;
  }

  /** The coordinates that the contributions touched; only if {@link #isSparse}. */
  public IndexSet touched() {
    return touched;
  }

  /** Cosine similarity of the original and the decoded vectors. */
  public double cosine() {
    return fidelity.cosine();
  }
}
