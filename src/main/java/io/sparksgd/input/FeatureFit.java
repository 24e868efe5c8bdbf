package io.sparksgd.input;

import io.sparksgd.features.FeatureSums;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.input.format.FeatureColumns;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.KnownCategories;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes the fitted values (means, deviations, categories) from sums over the training rows. */
final class FeatureFit {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureFit.class);

  private FeatureFit() {}

  /**
   * The fitted values: those of an initial model, with the values that {@linkplain FeatureSums#goOn
   * the rows add}; otherwise those fitted to the training rows.
   *
   * @param name of the data, for messages
   * @throws InputException if a mean or deviation is not finite, or there are no features
   */
  static FittedFeatures of(FeatureColumns.ToFit columns, BlockLayout train, String name)
      throws InputException {
    FeatureSums sums = train.sums(columns.columns());
    FittedFeatures fitted;
    try {
      fitted =
          columns
              .initial()
              .map(initial -> sums.goOn(initial, columns.columns().newCategories()))
              .orElseGet(() -> sums.fit(columns.columns()));
      if (fitted.size() == 0) {
        throw new InputException(
            "Invalid features.one-hot: "
                + String.join(", ", columns.columns().oneHot())
                + " has no value in any training row of "
                + name
                + " (allowed: at least one category)");
      }
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage());
    }
    warn(columns, fitted, sums, name);
    return fitted;
  }

  private static void warn(
      FeatureColumns.ToFit columns, FittedFeatures fitted, FeatureSums sums, String name) {
    List<List<String>> found = sums.categories();
    for (int j = 0; j < found.size(); j++) {
      String column = columns.columns().oneHot().get(j);
      if (!fitted.knowsAny(j, found.get(j))) {
        LOG.warn("{}", KnownCategories.none(column, fitted, j, name));
      }
    }
  }
}
