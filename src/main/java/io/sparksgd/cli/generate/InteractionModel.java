package io.sparksgd.cli.generate;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.Scalars;

/**
 * Two classes whose odds depend on pairs: ten categorical fields, each with a tenth of the features
 * as its values, equally likely. The margin is the sum of the weights of a row's ten features, from
 * {@code N(0, 0.1)}, and of the dot products of their vectors of length 4, pair by pair; a pair has
 * variance 0.1, so that the 45 pairs tell four times as much as the ten weights.
 *
 * <p>A linear model can learn the weights only; the truth is a factorization machine of 4 factors.
 */
final class InteractionModel implements RowModel {
  private static final long serialVersionUID = 1L;

  static final int FIELDS = 10;
  private static final int FACTORS = 4;
  private static final double WEIGHT_SCALE = Math.sqrt(0.1);

  /** The product of two has variance 1 / 40, that of two vectors 0.1. */
  private static final double FACTOR_SCALE = Math.sqrt(Math.sqrt(0.1 / FACTORS));

  private final long seed;
  private final int values;

  InteractionModel(long seed, int features) {
    this.seed = seed;
    this.values = features / FIELDS;
  }

  @Override
  public int features() {
    return FIELDS * values;
  }

  @Override
  public GeneratedRow newRow() {
    return new GeneratedRow(FIELDS);
  }

  @Override
  public void draw(long number, GeneratedRow into) {
    double[] sums = new double[FACTORS];
    double margin = 0;
    double squares = 0;
    for (int field = 0; field < FIELDS; field++) {
      int value =
          (int) CounterRandom.below(seed, RandomStream.FEATURE, number * FIELDS + field, values);
      int feature = field * values + value;
      into.indices[field] = feature;
      into.values[field] = 1;
      long first = (long) feature * (1 + FACTORS);
      margin += WEIGHT_SCALE * CounterRandom.gaussian(seed, RandomStream.WEIGHT, first);
      for (int f = 0; f < FACTORS; f++) {
        double factor =
            FACTOR_SCALE * CounterRandom.gaussian(seed, RandomStream.WEIGHT, first + 1 + f);
        sums[f] += factor;
        squares += factor * factor;
      }
    }
    for (double sum : sums) {
      margin += sum * sum / 2;
    }
    margin -= squares / 2;
    double positive = Scalars.sigmoid(margin);
    into.count = FIELDS;
    into.label = CounterRandom.uniform(seed, RandomStream.LABEL, number) < positive ? 1 : 0;
    into.expectedAccuracy = Math.max(positive, 1 - positive);
    into.expectedLoss = ClickLogModel.entropy(margin);
  }
}
