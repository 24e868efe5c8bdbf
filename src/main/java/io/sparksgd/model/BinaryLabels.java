package io.sparksgd.model;

import java.util.List;
import java.util.Optional;

/** Decides which labels a model of two classes predicts: those of its training. */
public final class BinaryLabels {
  private static final List<Double> SIGNS = List.of(-1.0, 1.0);

  private BinaryLabels() {}

  /**
   * The labels of a model; none when they are class numbers.
   *
   * @param found in the data: -1 and 1, 0 and 1, or only 1; none when there are not two classes
   * @param initial the model that its training starts from
   * @throws IllegalArgumentException if the initial model has -1 and 1 and the data has 0
   */
  public static List<Double> of(List<Double> found, Optional<TrainedModel> initial) {
    if (found.equals(SIGNS)) {
      return SIGNS;
    }
    List<Double> before = initial.map(TrainedModel::labels).orElse(List.of());
    if (found.contains(0.0) && before.equals(SIGNS)) {
      throw new IllegalArgumentException(
          "Invalid labels: found 0 (allowed: -1 and 1, the labels of the initial model)");
    }
    return found.isEmpty() ? List.of() : before;
  }
}
