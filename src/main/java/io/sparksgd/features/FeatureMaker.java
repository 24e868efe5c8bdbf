package io.sparksgd.features;

import io.sparksgd.config.FeaturesConfig.Scale;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import java.io.Serializable;
import java.util.List;

/**
 * Makes feature vectors of cells: the numbers first, then a place for each category of each one-hot
 * column, then the hashed places.
 */
public final class FeatureMaker implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] means;
  private final double[] deviations;
  private final CategoryPlaces[] categories;

  /** First feature of each one-hot column. */
  private final int[] first;

  private final int hashFirst;
  private final int size;

  /** Of what was fitted. */
  public FeatureMaker(FittedFeatures fitted) {
    Scale scale = fitted.columns().scale();
    means = scale == Scale.STANDARD ? doubles(fitted.means()) : null;
    deviations = scale == Scale.NONE ? null : doubles(fitted.deviations());
    categories =
        fitted.categories().stream().map(CategoryPlaces::new).toArray(CategoryPlaces[]::new);
    first = new int[categories.length];
    int at = fitted.columns().numbers().size();
    for (int j = 0; j < categories.length; j++) {
      first[j] = at;
      at += fitted.categories().get(j).size();
    }
    hashFirst = at;
    size = fitted.size();
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Number of features. */
  public int size() {
    return size;
  }

  /**
   * A number as a feature: {@code x}, {@code x / s} or {@code (x - mean) / s}; 0 in a column whose
   * deviation s is 0.
   *
   * @param column of the numbers
   */
  public double scaled(int column, double x) {
    if (deviations == null) {
      return x;
    }
    double s = deviations[column];
    if (s == 0) {
      return 0;
    }
    double mean = means == null ? 0 : means[column];
    double difference = x - mean;
    // Halves, where the difference alone is too large.
    return Double.isInfinite(difference) ? (x / 2 - mean / 2) / s * 2 : difference / s;
  }

  /** Receives a vector, in rising order of the indices. */
  @FunctionalInterface
  public interface Sink {
    void feature(int index, double value);
  }

  /**
   * Writes the vector of a row, whose numbers are already {@linkplain #scaled scaled}.
   *
   * @param known counts the rows with a known category, by column
   */
  public void write(FeatureCells cells, Sink row, long[] known) {
    for (int j = 0; j < cells.numbers.length; j++) {
      row.feature(j, cells.numbers[j]);
    }
    for (int j = 0; j < categories.length; j++) {
      int place = categories[j].of(cells.categories[j]);
      if (place >= 0) {
        row.feature(first[j] + place, 1);
        known[j]++;
      }
    }
    for (int i = 0; i < cells.placed; i++) {
      row.feature(hashFirst + cells.places[i], cells.counts[i]);
    }
  }

  /**
   * The vectors of a block of {@linkplain RawRows raw rows}.
   *
   * @param texts of its one-hot columns
   */
  public RowBlock block(RowBlock raw, String[][] texts) {
    int[][] places = new int[categories.length][];
    for (int j = 0; j < categories.length; j++) {
      places[j] = new int[texts[j].length + 1];
      places[j][0] = -1;
      for (int code = 1; code <= texts[j].length; code++) {
        places[j][code] = categories[j].of(texts[j][code - 1]);
      }
    }
    int numbers = first.length == 0 ? hashFirst : first[0];
    RawRows.Reader reader = new RawRows.Reader(numbers, categories.length);
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < raw.rows(); row++) {
      reader.read(raw, row);
      builder.startRow(raw.label(row), raw.weight(row));
      for (int j = 0; j < numbers; j++) {
        builder.feature(j, scaled(j, reader.numbers[j]));
      }
      for (int j = 0; j < categories.length; j++) {
        int place = places[j][reader.codes[j]];
        if (place >= 0) {
          builder.feature(first[j] + place, 1);
        }
      }
      for (int i = 0; i < reader.placed; i++) {
        builder.feature(hashFirst + reader.places[i], reader.counts[i]);
      }
    }
    return builder.atLeast(size).build();
  }
}
