package io.sparksgd.features;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs cells unchanged, before anything is fitted. A raw row has the numbers, then for each
 * one-hot column the number of its text in the block's list of texts (from 1; 0 where there is
 * none), then the hashed places.
 */
public final class RawRows {
  private final List<Map<String, Integer>> codes = new ArrayList<>();
  private final List<List<String>> texts = new ArrayList<>();
  private final int width;

  /** Of these columns. */
  public RawRows(FeaturesConfig columns) {
    for (int j = 0; j < columns.oneHot().size(); j++) {
      codes.add(new HashMap<>());
      texts.add(new ArrayList<>());
    }
    width = columns.numbers().size() + columns.oneHot().size() + columns.places();
  }

  /** Number of values of a raw row. */
  public int width() {
    return width;
  }

  /** Appends the cells to the row that was begun last. */
  public void append(FeatureCells cells, BlockBuilder row) {
    int at = 0;
    for (double number : cells.numbers) {
      row.feature(at++, number);
    }
    for (int j = 0; j < cells.categories.length; j++) {
      row.feature(at++, cells.categories[j] == null ? 0 : code(j, cells.categories[j]));
    }
    for (int i = 0; i < cells.placed; i++) {
      row.feature(at + cells.places[i], cells.counts[i]);
    }
    row.atLeast(width);
  }

  private int code(int column, String text) {
    List<String> known = texts.get(column);
    Integer code = codes.get(column).putIfAbsent(text, known.size() + 1);
    if (code == null) {
      known.add(text);
      return known.size();
    }
    return code;
  }

  /** The texts of each one-hot column since the last call, by their numbers. */
  public String[][] takeTexts() {
    String[][] taken =
        texts.stream().map(list -> list.toArray(new String[0])).toArray(String[][]::new);
    codes.forEach(Map::clear);
    texts.forEach(List::clear);
    return taken;
  }

  /** Reads the rows of a raw block; used again for the next row. */
  static final class Reader {
    /** Numbers of the row. */
    final double[] numbers;

    /** Numbers of the texts, from 1; 0 where there is none. */
    final int[] codes;

    int[] places = {};
    double[] counts = {};
    int placed;

    Reader(int numbers, int oneHot) {
      this.numbers = new double[numbers];
      codes = new int[oneHot];
    }

    void read(RowBlock raw, int row) {
      Arrays.fill(numbers, 0);
      Arrays.fill(codes, 0);
      placed = 0;
      raw.forEach(row, this::value);
    }

    private void value(int index, double value) {
      int after = index - numbers.length;
      if (after < 0) {
        numbers[index] = value;
      } else if (after < codes.length) {
        codes[after] = (int) value;
      } else if (value != 0) {
        if (placed == places.length) {
          places = Arrays.copyOf(places, placed * 2 + 4);
          counts = Arrays.copyOf(counts, places.length);
        }
        places[placed] = after - codes.length;
        counts[placed] = value;
        placed++;
      }
    }
  }
}
