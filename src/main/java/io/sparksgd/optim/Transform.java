package io.sparksgd.optim;

import java.util.List;

/**
 * One link of an update rule. It replaces the update it is given (first the averaged gradient) by
 * its own, in place. The last link's result is subtracted from the weights, so the learning rate
 * multiplies in one of the links.
 */
public interface Transform {

  /**
   * Transforms the update of one step.
   *
   * @param update one value a parameter, changed in place
   * @param weights the weights before the update; not to be written
   */
  void apply(double[] update, double[] weights, Step step);

  /**
   * The memory that decides later steps, one array a slot, in a fixed order: live arrays, to be
   * saved and to be filled when a run resumes. Empty for a transform without memory.
   */
  default List<double[]> slots() {
    return List.of();
  }

  /**
   * The weights that evaluation and the model use.
   *
   * @param weights to which updates are made; not to be written
   * @return the same array unless the rule keeps others
   */
  default double[] evaluated(double[] weights) {
    return weights;
  }

  /** The run goes on from other weights than those of the last update: a memory of them follows. */
  default void continueAt(double[] weights) {}
}
