package io.sparksgd.features;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.features.FittedFeatures.Texts;
import java.util.List;

/** The cells of one row that features are made of; used again for the next row. */
public final class FeatureCells {
  private final List<String> hash;
  private final int hashSize;
  private final Texts texts;

  /** In the order of the columns. */
  final double[] numbers;

  /** Texts of the one-hot columns; null where there is none. */
  final String[] categories;

  /** Places of the hashed columns in rising order, each once. */
  final int[] places;

  /** How many of the row's categories have the place. */
  final double[] counts;

  int placed;

  /** Cells of these columns. */
  public FeatureCells(FeaturesConfig columns, Texts texts) {
    this.hash = columns.hash();
    this.hashSize = columns.hashSize();
    this.texts = texts;
    numbers = new double[columns.numbers().size()];
    categories = new String[columns.oneHot().size()];
    places = new int[hash.size()];
    counts = new double[hash.size()];
  }

  /** Begins a row. */
  public void clear() {
    placed = 0;
  }

  /** Sets a number. */
  public void number(int column, double value) {
    numbers[column] = value;
  }

  /**
   * Sets a category.
   *
   * @param column its index among the one-hot columns, with the hashed ones after them
   * @param cell a text, number or boolean; null when it is missing
   */
  public void category(int column, Object cell) {
    String text = texts.of(cell);
    if (column < categories.length) {
      categories[column] = text;
    } else if (text != null) {
      add(ColumnHash.place(hash.get(column - categories.length), text, hashSize));
    }
  }

  private void add(int place) {
    int at = placed;
    while (at > 0 && places[at - 1] > place) {
      at--;
    }
    if (at > 0 && places[at - 1] == place) {
      counts[at - 1]++;
      return;
    }
    System.arraycopy(places, at, places, at + 1, placed - at);
    System.arraycopy(counts, at, counts, at + 1, placed - at);
    places[at] = place;
    counts[at] = 1;
    placed++;
  }
}
