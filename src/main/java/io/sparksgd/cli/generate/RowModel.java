package io.sparksgd.cli.generate;

import java.io.Serializable;

/** The truth of a data set: draws any row by its number. */
sealed interface RowModel extends Serializable
    permits ClickLogModel, RegressionModel, BlobModel, InteractionModel {

  /** The model of checked settings. */
  static RowModel of(GenerateSettings settings) {
    int features = settings.featuresOrDefault();
    long seed = settings.seed();
    return switch (settings.kind()) {
      case CLICK_LOGS -> ClickLogModel.of(seed, features, settings.positiveRateOrDefault());
      case REGRESSION -> new RegressionModel(seed, features, settings.noiseOrDefault());
      case BLOBS ->
          new BlobModel(seed, features, settings.classesOrDefault(), settings.noiseOrDefault());
      case INTERACTIONS -> new InteractionModel(seed, features);
    };
  }

  /** Number of features. */
  int features();

  /** A row of the capacity that {@link #draw} needs. */
  GeneratedRow newRow();

  /** Overwrites {@code into} with row {@code number}: a pure function of seed and number. */
  void draw(long number, GeneratedRow into);

  /** Rounds to six decimals, so that text holds exactly the value that the label came from. */
  static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6 + 0.0;
  }
}
