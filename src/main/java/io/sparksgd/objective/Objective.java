package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.ParameterLayout;
import java.io.Serializable;

/**
 * A model and its loss: "add the loss and the gradient of these rows of this block to that sum".
 * Immutable and thread-safe; penalties are not part of it. It travels to the executors inside of
 * tasks, by Java serialisation: fields are numbers, arrays and other serialisable objects.
 */
public interface Objective extends Serializable {

  /** What the labels and predictions mean. */
  enum Task {
    /** Labels 0 and 1; one raw output, positive for class 1. */
    BINARY,
    /** Labels 0 .. k-1; k raw outputs. */
    MULTICLASS,
    /** Labels are numbers; one raw output. */
    REGRESSION
  }

  /**
   * The parameters. The first group has a row for each feature, and a row of data adds nothing to
   * those of the features that it does not have: sparse rows cost by their stored values.
   */
  ParameterLayout layout();

  /** Whether features can be renumbered, because the model does not depend on their numbers. */
  default boolean canRenumber() {
    return false;
  }

  /**
   * The same model over another number of features, for rows whose features were renumbered; only
   * if it {@link #canRenumber}. Its layout differs in the rows of the first group only.
   */
  default Objective withFeatures(int features) {
    throw new UnsupportedOperationException("This model depends on the numbers of its features");
  }

  /**
   * Whether a feature that is {@code c} in all rows does what the second group of the layout does:
   * it adds {@code c} times its row of parameters to the values of that group.
   */
  default boolean absorbsConstants() {
    return false;
  }

  /**
   * The model as it is for one gradient in training. Models with random parts, such as dropout,
   * draw them by this number and the place of a row in the sum, so that a task that runs again
   * draws the same.
   */
  default Objective inTraining(long draw) {
    return this;
  }

  Task task();

  /** Number of raw outputs of a row: classes for {@link Task#MULTICLASS}, otherwise 1. */
  default int outputs() {
    return 1;
  }

  /** Whether {@link #predict} gives probabilities. */
  default boolean hasProbability() {
    return false;
  }

  /**
   * The fault of a label, or null when it is allowed; such as {@code "3.5 (allowed: 0 .. 9)"}. By
   * default the rule of the task.
   */
  default String invalidLabel(double label) {
    return Labels.invalid(label, task(), outputs());
  }

  /**
   * Adds, for each selected row, {@code weight * loss}, {@code weight * gradient} and the row's
   * weight and count.
   *
   * @param parameters the parameters, in the order of {@link #layout()}
   */
  void addGradient(RowBlock block, RowSelection rows, double[] parameters, GradientSum sum);

  /**
   * The raw outputs (margins) of a row.
   *
   * @param raw receives {@link #outputs()} values
   */
  void raw(RowBlock block, int row, double[] parameters, double[] raw);

  /** The loss of raw outputs against a label, without the row's weight. */
  double loss(double[] raw, double label);

  /**
   * From raw outputs to the prediction: the class number, or the predicted mean.
   *
   * <p>By default the number itself, class 1 for a positive output, or the class of the largest
   * one.
   *
   * @param probability receives one probability per class (two for {@link Task#BINARY}); untouched
   *     without {@link #hasProbability()}; may be null
   */
  default double predict(double[] raw, double[] probability) {
    return switch (task()) {
      case REGRESSION -> raw[0];
      case BINARY -> raw[0] > 0 ? 1 : 0;
      case MULTICLASS -> Labels.largest(raw, outputs());
    };
  }

  /** Start values from the seed; by default zero, which suits convex models. */
  default double[] initialParameters(long seed) {
    return new double[layout().size()];
  }
}
