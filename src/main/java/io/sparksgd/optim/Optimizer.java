package io.sparksgd.optim;

import io.sparksgd.math.SparseVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An update rule: a chain of transforms and the count of the updates made. Not thread-safe. */
public final class Optimizer {
  private final List<Transform> chain;
  private long updates;

  /** A rule of these links, applied in this order. */
  public Optimizer(List<Transform> chain) {
    this.chain = List.copyOf(chain);
  }

  /**
   * Makes one update: {@code weights -= chain(gradient)}.
   *
   * @param weights changed in place
   * @param gradient the averaged gradient; used as scratch space, its content afterwards is the
   *     update
   * @param learningRate the scheduled learning rate of this update
   */
  public void update(double[] weights, double[] gradient, double learningRate) {
    Step step = new Step(updates + 1, learningRate);
    for (Transform transform : chain) {
      transform.apply(gradient, weights, step);
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= gradient[i];
    }
    updates++;
  }

  /**
   * Whether every link is a {@link SparseTransform}, so that {@link #updateTouched} can be used.
   */
  public boolean isSparse() {
    return chain.stream().allMatch(SparseTransform.class::isInstance);
  }

  /**
   * Makes one update as {@link #update}, of a gradient that is 0 outside some coordinates: the work
   * is by their number.
   *
   * @param gradient the coordinates that may have a gradient; its values afterwards are the update
   * @throws ClassCastException unless {@link #isSparse()}
   */
  public void updateTouched(double[] weights, SparseVector gradient, double learningRate) {
    Step step = new Step(updates + 1, learningRate);
    for (Transform transform : chain) {
      ((SparseTransform) transform).apply(gradient, weights, step);
    }
    int[] at = gradient.coordinates();
    double[] update = gradient.values();
    for (int i = 0; i < gradient.size(); i++) {
      weights[at[i]] -= update[i];
    }
    updates++;
  }

  /**
   * This rule and the weights as one array, for many updates of few coordinates; empty for rules
   * that have no such form: all but AdaGrad without clipping.
   *
   * @param weights neither they nor this optimizer may be used before {@link
   *     InterleavedAdaGrad#finish}
   */
  public Optional<InterleavedAdaGrad> interleaved(double[] weights, StepPrecision precision) {
    if (chain.size() == 2
        && chain.get(0) instanceof ScaleByAdaGrad adaGrad
        && chain.get(1) instanceof ScaleByLearningRate
        && weights.length <= InterleavedAdaGrad.MOST_WEIGHTS) {
      return Optional.of(
          switch (precision) {
            case FLOAT64 -> new InterleavedDoubles(this, adaGrad, weights);
            case FLOAT32 -> new InterleavedFloats(this, adaGrad, weights);
          });
    }
    return Optional.empty();
  }

  void countUpdates(long more) {
    updates += more;
  }

  /**
   * The weights that evaluation and the model use: those to which updates are made, unless the rule
   * keeps others.
   *
   * @param weights not changed
   */
  public double[] evaluated(double[] weights) {
    double[] evaluated = weights;
    for (Transform transform : chain) {
      evaluated = transform.evaluated(evaluated);
    }
    return evaluated;
  }

  /** Goes on from weights that are not those of the last update. */
  public void continueAt(double[] weights) {
    chain.forEach(transform -> transform.continueAt(weights));
  }

  /** Updates made so far. */
  public long updates() {
    return updates;
  }

  /** The memory of all links, in the order of the chain: live arrays. */
  public List<double[]> slots() {
    List<double[]> slots = new ArrayList<>();
    for (Transform transform : chain) {
      slots.addAll(transform.slots());
    }
    return slots;
  }

  /**
   * Continues as after {@code updates} updates with this memory, which is copied.
   *
   * @throws IllegalArgumentException if the number or the lengths of the slots differ, or {@code
   *     updates} is negative; nothing is changed then
   */
  public void restore(long updates, List<double[]> saved) {
    if (updates < 0) {
      throw new IllegalArgumentException(
          "Invalid optimizer state: " + updates + " updates (allowed: 0 or more)");
    }
    List<double[]> slots = slots();
    if (saved.size() != slots.size()) {
      throw new IllegalArgumentException(
          "Invalid optimizer state: " + saved.size() + " slots (allowed: " + slots.size() + ")");
    }
    for (int i = 0; i < slots.size(); i++) {
      if (saved.get(i).length != slots.get(i).length) {
        throw new IllegalArgumentException(
            "Invalid optimizer state: slot "
                + i
                + " has "
                + saved.get(i).length
                + " values (allowed: "
                + slots.get(i).length
                + ")");
      }
    }
    for (int i = 0; i < slots.size(); i++) {
      System.arraycopy(saved.get(i), 0, slots.get(i), 0, slots.get(i).length);
    }
    this.updates = updates;
  }
}
