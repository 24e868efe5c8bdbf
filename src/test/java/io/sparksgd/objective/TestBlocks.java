package io.sparksgd.objective;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.CounterRandom;

/** Seeded random blocks with labels that suit an objective. */
public final class TestBlocks {
  public static final int FEATURES = 7;
  public static final int CLASSES = 3;

  private TestBlocks() {}

  /** Density, and how values are stored. */
  public enum Form {
    DENSE(0.9, Precision.FLOAT64),
    DENSE_FLOATS(0.9, Precision.FLOAT32),
    SPARSE(0.25, Precision.FLOAT64),
    SPARSE_FLOATS(0.25, Precision.FLOAT32),
    /** Every stored value is 1. */
    SPARSE_ONES(0.25, Precision.AUTO);

    private final double density;
    private final Precision precision;

    Form(double density, Precision precision) {
      this.density = density;
      this.precision = precision;
    }

    boolean isDense() {
      return density > 0.5;
    }
  }

  public enum Weights {
    ONES,
    VARIED
  }

  /** Rows of Gaussian features; the labels are drawn for the task, counts from 0 to 4. */
  public static RowBlock block(
      long seed, int rows, Form form, Weights weights, ModelSpec spec, Objective.Task task) {
    BlockBuilder builder = new BlockBuilder(form.precision);
    for (int i = 0; i < rows; i++) {
      double weight = weights == Weights.ONES ? 1 : 0.25 + 2 * CounterRandom.uniform(seed, 3, i);
      builder.startRow(label(seed, i, spec, task), weight);
      for (int j = 0; j < FEATURES; j++) {
        long counter = (long) i * FEATURES + j;
        if (CounterRandom.uniform(seed, 1, counter) < form.density) {
          double value = CounterRandom.gaussian(seed, 2, counter);
          builder.feature(j, form == Form.SPARSE_ONES ? 1 : value);
        }
      }
    }
    return builder.build();
  }

  private static double label(long seed, int row, ModelSpec spec, Objective.Task task) {
    if (spec instanceof ModelSpec.Poisson) {
      return CounterRandom.below(seed, 4, row, 5);
    }
    return switch (task) {
      case BINARY -> CounterRandom.below(seed, 4, row, 2);
      case MULTICLASS -> CounterRandom.below(seed, 4, row, CLASSES);
      case REGRESSION -> 2 * CounterRandom.gaussian(seed, 4, row);
    };
  }

  public static double[] vector(long seed, int length) {
    double[] vector = new double[length];
    for (int i = 0; i < length; i++) {
      vector[i] = 0.5 * CounterRandom.gaussian(seed, 9, i);
    }
    return vector;
  }
}
