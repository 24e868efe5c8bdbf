package io.sparksgd.config.parse;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.FeaturesConfig.NewCategories;
import io.sparksgd.config.FeaturesConfig.Scale;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes the group {@code features}. */
final class FeaturesParser {
  static final RecordKeys<FeaturesConfig> KEYS = new RecordKeys<>(FeaturesConfig.class);

  private FeaturesParser() {}

  /**
   * The group, if it is given.
   *
   * @param data the group {@code data}, whose keys about features have no meaning then
   * @param model the group {@code model}, which may name an initial model
   */
  static Optional<FeaturesConfig> parse(Section section, Section data, Section model) {
    if (section.keys().isEmpty()) {
      return Optional.empty();
    }
    FeaturesConfig features = KEYS.reading(section).readAll();
    if (features.newCategories() == NewCategories.ADDED && !model.has("init")) {
      section.error(
          "grow", "Invalid features.grow: " + Section.NO_EFFECT + " (only with model.init)");
    }
    checkColumns(section, features);
    checkSize(section, features);
    checkData(data);
    checkScale(data, features);
    return Optional.of(features);
  }

  private static void checkColumns(Section section, FeaturesConfig features) {
    Set<String> seen = new LinkedHashSet<>();
    for (String column : features.columns()) {
      if (!seen.add(column)) {
        section.error(
            "columns", "Invalid features: column " + column + " twice (allowed: each column once)");
      }
    }
    if (!section.has("numbers") && !section.has("one-hot") && !section.has("hash")) {
      section.error(
          "columns",
          "Invalid features: no columns (allowed: at least one of numbers, one-hot, hash)");
    }
  }

  private static void checkSize(Section section, FeaturesConfig features) {
    long others = (long) features.numbers().size() + features.oneHot().size();
    long most = FeaturesConfig.MOST_PLACES - others;
    if (features.places() > most) {
      section.error(
          "hash-size",
          "Invalid features.hash-size: "
              + features.hashSize()
              + " (allowed: at most "
              + most
              + ", so that a vector with the other features is an array)");
    }
  }

  private static void checkData(Section data) {
    if (DataParser.isLibsvm(data)) {
      data.error(
          "format",
          "Invalid features: libsvm files have no columns (allowed: with another format)");
      return;
    }
    for (String key : List.of("features", "num-features")) {
      if (data.has(key)) {
        data.error(
            key,
            "Invalid "
                + data.path(key)
                + ": "
                + Section.NO_EFFECT
                + " (the group features says what the features are)");
      }
    }
  }

  /** What is scaled once has no use for more. */
  private static void checkScale(Section data, FeaturesConfig features) {
    Optional<String> all =
        data.text("scale").filter(scale -> !scale.equals(Names.key(FeatureScale.NONE)));
    if (features.scale() != Scale.NONE && all.isPresent()) {
      data.error(
          "scale",
          "Invalid data.scale: "
              + all.get()
              + " with features.scale: "
              + Names.key(features.scale())
              + " (allowed: one of them, the other none)");
    }
  }

  static Map<String, Object> toMap(FeaturesConfig features) {
    Map<String, Object> map = KEYS.map(features);
    if (features.newCategories() == NewCategories.UNKNOWN) {
      map.remove("grow");
    }
    return map;
  }
}
