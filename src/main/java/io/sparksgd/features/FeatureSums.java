package io.sparksgd.features;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.FeaturesConfig.NewCategories;
import io.sparksgd.config.FeaturesConfig.Scale;
import io.sparksgd.data.RowBlock;
import io.sparksgd.features.FittedFeatures.Texts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The sums for fitting: sums of the numbers, and the categories. They do not depend on the order of
 * the rows, nor on partitions.
 */
public final class FeatureSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** None when numbers are not scaled. */
  private final NumberSums[] numbers;

  private final int numberColumns;
  private final List<HashSet<String>> categories = new ArrayList<>();

  /** Of no rows. */
  public FeatureSums(FeaturesConfig columns) {
    this(
        columns.numbers().size(),
        columns.scale() == Scale.NONE ? 0 : columns.numbers().size(),
        columns.oneHot().size());
  }

  private FeatureSums(int numberColumns, int summed, int oneHot) {
    this.numberColumns = numberColumns;
    numbers = new NumberSums[summed];
    for (int j = 0; j < summed; j++) {
      numbers[j] = new NumberSums();
    }
    for (int j = 0; j < oneHot; j++) {
      categories.add(new HashSet<>());
    }
  }

  /** Sums of no rows, over the same columns. */
  public FeatureSums empty() {
    return new FeatureSums(numberColumns, numbers.length, categories.size());
  }

  /**
   * Adds rows of a block of {@linkplain RawRows raw rows}.
   *
   * @param texts of its one-hot columns
   * @param taken which rows
   */
  public void add(RowBlock raw, String[][] texts, IntPredicate taken) {
    RawRows.Reader reader = new RawRows.Reader(numberColumns, texts.length);
    boolean[][] seen = new boolean[texts.length][];
    for (int j = 0; j < texts.length; j++) {
      seen[j] = new boolean[texts[j].length + 1];
    }
    for (int row = 0; row < raw.rows(); row++) {
      if (taken.test(row)) {
        reader.read(raw, row);
        for (int j = 0; j < numbers.length; j++) {
          numbers[j].add(reader.numbers[j]);
        }
        for (int j = 0; j < texts.length; j++) {
          seen[j][reader.codes[j]] = true;
        }
      }
    }
    for (int j = 0; j < texts.length; j++) {
      for (int code = 1; code < seen[j].length; code++) {
        if (seen[j][code]) {
          categories.get(j).add(texts[j][code - 1]);
        }
      }
    }
  }

  /** Adds the sums of other rows. */
  public void add(FeatureSums other) {
    for (int j = 0; j < numbers.length; j++) {
      numbers[j].add(other.numbers[j]);
    }
    for (int j = 0; j < categories.size(); j++) {
      categories.get(j).addAll(other.categories.get(j));
    }
  }

  /** The categories of each one-hot column, in the order of their texts (UTF-16 code units). */
  public List<List<String>> categories() {
    return categories.stream().<List<String>>map(set -> List.copyOf(new TreeSet<>(set))).toList();
  }

  /**
   * The fitted values.
   *
   * @throws IllegalArgumentException if a mean or deviation is not finite
   */
  public FittedFeatures fit(FeaturesConfig columns) {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int j = 0; j < numbers.length; j++) {
      if (columns.scale() == Scale.STANDARD) {
        means.add(finite(columns.numbers().get(j), "mean", numbers[j].mean(), numbers[j]));
      }
      deviations.add(
          finite(columns.numbers().get(j), "deviation", numbers[j].deviation(), numbers[j]));
    }
    return new FittedFeatures(columns.fixed(), means, deviations, categories(), Texts.CANONICAL);
  }

  /**
   * The fitted values of an initial model, extended by these rows: new categories where the job
   * says so, and the means and deviations of columns that had one value in all rows before and vary
   * now.
   *
   * @throws IllegalArgumentException if a mean or deviation is not finite
   */
  public FittedFeatures goOn(FittedFeatures before, NewCategories rule) {
    FittedFeatures grown = before.grown(rule, categories());
    List<Double> means = new ArrayList<>(grown.means());
    List<Double> deviations = new ArrayList<>(grown.deviations());
    for (int j = 0; j < numbers.length; j++) {
      if (deviations.get(j) == 0) {
        String column = grown.columns().numbers().get(j);
        deviations.set(j, finite(column, "deviation", numbers[j].deviation(), numbers[j]));
        if (deviations.get(j) > 0 && !means.isEmpty()) {
          means.set(j, finite(column, "mean", numbers[j].mean(), numbers[j]));
        }
      }
    }
    return new FittedFeatures(
        grown.columns(), means, deviations, grown.categories(), grown.texts());
  }

  private static double finite(String column, String what, double value, NumberSums sums) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Invalid features.scale: the "
              + what
              + " of column "
              + column
              + " is not finite; its numbers are from "
              + sums.smallest()
              + " to "
              + sums.largest()
              + " (allowed: numbers whose mean and deviation are finite)");
    }
    return value;
  }
}
