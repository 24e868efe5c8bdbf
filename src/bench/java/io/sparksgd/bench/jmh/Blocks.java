package io.sparksgd.bench.jmh;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.CounterRandom;

/** A block of random rows, about one MiB, as the reader cuts them. */
final class Blocks {
  private Blocks() {}

  static RowBlock random(int rows, int features, int nonZeros) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < rows; row++) {
      builder.startRow(row & 1, 1);
      for (int k = 0; k < nonZeros; k++) {
        int from = (int) ((long) k * features / nonZeros);
        int width = (int) ((k + 1L) * features / nonZeros) - from;
        int index = from + (int) CounterRandom.below(1, 0, (long) row * nonZeros + k, width);
        builder.feature(index, CounterRandom.gaussian(1, 1, (long) row * nonZeros + k));
      }
    }
    return builder.build();
  }

  static double[] vector(int size) {
    double[] vector = new double[size];
    for (int i = 0; i < size; i++) {
      vector[i] = 0.01 * CounterRandom.gaussian(2, 0, i);
    }
    return vector;
  }
}
