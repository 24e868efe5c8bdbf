package io.sparksgd.cli.generate;

import java.util.Locale;

/** What the generated data looks like. */
public enum GenerateKind {
  /** Two classes, 39 categorical fields hashed into many sparse features. */
  CLICK_LOGS(1 << 18, 2, Integer.MAX_VALUE),
  /** A number to predict: linear in dense features, plus Gaussian noise. */
  REGRESSION(20, 1, GenerateKind.MAX_DENSE_FEATURES),
  /** Some classes, each a round Gaussian cloud in dense features. */
  BLOBS(10, 1, GenerateKind.MAX_DENSE_FEATURES),
  /** Two classes, ten categorical fields whose pairs decide. */
  INTERACTIONS(1000, 2 * InteractionModel.FIELDS, 10_000_000);

  private static final int MAX_DENSE_FEATURES = 100_000;

  private final int defaultFeatures;
  private final int minFeatures;
  private final int maxFeatures;

  GenerateKind(int defaultFeatures, int minFeatures, int maxFeatures) {
    this.defaultFeatures = defaultFeatures;
    this.minFeatures = minFeatures;
    this.maxFeatures = maxFeatures;
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  int defaultFeatures() {
    return defaultFeatures;
  }

  int minFeatures() {
    return minFeatures;
  }

  int maxFeatures() {
    return maxFeatures;
  }
}
