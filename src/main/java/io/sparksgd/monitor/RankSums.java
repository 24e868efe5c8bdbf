package io.sparksgd.monitor;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The exact area under the ROC curve from mergeable parts: all distinct scores with the weights of
 * positive and negative rows at each. {@code auc = (sum of positive * (negatives below + half of
 * the negatives at the same score)) / (positives * negatives)}.
 */
final class RankSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private double[] scores = new double[0];
  private double[] positive = new double[0];
  private double[] negative = new double[0];
  private int size;

  /** Whether a score was NaN, which has no rank. */
  private boolean unranked;

  /** Whether scores rise strictly. */
  private boolean compact = true;

  void add(double score, double positiveWeight, double negativeWeight) {
    if (Double.isNaN(score)) {
      unranked = true;
      return;
    }
    if (size == scores.length) {
      int capacity = Math.max(64, size * 2);
      scores = Arrays.copyOf(scores, capacity);
      positive = Arrays.copyOf(positive, capacity);
      negative = Arrays.copyOf(negative, capacity);
    }
    // -0.0 and 0.0 are the same score, but sort differently.
    scores[size] = score + 0.0;
    positive[size] = positiveWeight;
    negative[size] = negativeWeight;
    size++;
    compact = false;
  }

  /** Merges two sorted lists. */
  void add(RankSums other) {
    compact();
    other.compact();
    unranked |= other.unranked;
    RankSums merged = new RankSums();
    merged.allocate(size + other.size);
    int i = 0;
    int j = 0;
    while (i < size || j < other.size) {
      if (j == other.size || (i < size && scores[i] <= other.scores[j])) {
        merged.append(scores[i], positive[i], negative[i]);
        i++;
      } else {
        merged.append(other.scores[j], other.positive[j], other.negative[j]);
        j++;
      }
    }
    merged.allocate(merged.size);
    take(merged);
  }

  /** Sorts by score and combines equal scores. */
  void compact() {
    if (compact) {
      return;
    }
    double[] distinct = Arrays.copyOf(scores, size);
    Arrays.sort(distinct);
    RankSums sorted = new RankSums();
    sorted.allocate(size);
    for (double score : distinct) {
      sorted.append(score, 0, 0);
    }
    for (int i = 0; i < size; i++) {
      int place = Arrays.binarySearch(sorted.scores, 0, sorted.size, scores[i]);
      sorted.positive[place] += positive[i];
      sorted.negative[place] += negative[i];
    }
    sorted.allocate(sorted.size);
    take(sorted);
  }

  /** The area; NaN when one of the classes has no weight, or a score is NaN. */
  double area() {
    compact();
    double positives = 0;
    double negatives = 0;
    double pairs = 0;
    for (int i = 0; i < size; i++) {
      pairs += positive[i] * (negatives + negative[i] / 2);
      positives += positive[i];
      negatives += negative[i];
    }
    return !unranked && positives > 0 && negatives > 0
        ? pairs / (positives * negatives)
        : Double.NaN;
  }

  private void append(double score, double positiveWeight, double negativeWeight) {
    if (size > 0 && scores[size - 1] == score) {
      positive[size - 1] += positiveWeight;
      negative[size - 1] += negativeWeight;
    } else {
      scores[size] = score;
      positive[size] = positiveWeight;
      negative[size] = negativeWeight;
      size++;
    }
  }

  private void allocate(int capacity) {
    scores = Arrays.copyOf(scores, capacity);
    positive = Arrays.copyOf(positive, capacity);
    negative = Arrays.copyOf(negative, capacity);
  }

  private void take(RankSums other) {
    scores = other.scores;
    positive = other.positive;
    negative = other.negative;
    size = other.size;
    compact = true;
  }
}
