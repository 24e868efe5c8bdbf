package io.sparksgd.config;

import io.sparksgd.config.FeaturesConfig.NewCategories;
import io.sparksgd.config.FeaturesConfig.Scale;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads and writes the group {@code features}. */
final class FeaturesParser {
  /** As many as most click logs need, and as Spark's own feature hasher has. */
  private static final int USUAL_HASH_SIZE = 1 << 18;

  private FeaturesParser() {}

  /**
   * The group, if it is given.
   *
   * @param data the group {@code data}, whose keys about features have no meaning then
   * @param model the group {@code model}, which may name an initial model
   */
  static Optional<FeaturesConfig> parse(Section section, Section data, Section model) {
    List<String> numbers = section.texts("numbers");
    Optional<Scale> scale = section.choice("scale", Scale.class);
    List<String> oneHot = section.texts("one-hot");
    List<String> hash = section.texts("hash");
    OptionalInt hashSize = section.count("hash-size", 1);
    Optional<Boolean> grow = section.flag("grow");
    section.done();
    if (section.keys().isEmpty()) {
      return Optional.empty();
    }
    withoutEffect(section, "scale", "numbers");
    withoutEffect(section, "hash-size", "hash");
    withoutEffect(section, "grow", "one-hot");
    if (grow.orElse(false) && !model.has("init")) {
      section.error(
          "grow", "Invalid features.grow: " + Section.NO_EFFECT + " (only with model.init)");
    }
    FeaturesConfig features =
        new FeaturesConfig(
            numbers,
            scale.orElse(Scale.NONE),
            oneHot,
            hash,
            hashSize.orElse(USUAL_HASH_SIZE),
            grow.orElse(false) ? NewCategories.ADDED : NewCategories.UNKNOWN);
    checkColumns(section, features);
    checkSize(section, features);
    checkData(data);
    return Optional.of(features);
  }

  private static void withoutEffect(Section section, String key, String needed) {
    if (section.has(key) && !section.has(needed)) {
      section.error(
          key,
          "Invalid "
              + section.path(key)
              + ": "
              + Section.NO_EFFECT
              + " (only with "
              + section.path(needed)
              + ")");
    }
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

  static Map<String, Object> toMap(FeaturesConfig features) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!features.numbers().isEmpty()) {
      map.put("numbers", features.numbers());
      map.put("scale", Names.key(features.scale()));
    }
    if (!features.oneHot().isEmpty()) {
      map.put("one-hot", features.oneHot());
      if (features.newCategories() == NewCategories.ADDED) {
        map.put("grow", true);
      }
    }
    if (!features.hash().isEmpty()) {
      map.put("hash", features.hash());
      map.put("hash-size", features.hashSize());
    }
    return map;
  }
}
