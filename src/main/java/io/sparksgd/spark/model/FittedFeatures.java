package io.sparksgd.spark.model;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.FeaturesConfig.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How columns become the vectors of a model, with what was fitted to the training rows.
 *
 * @param columns the columns and what happens to them
 * @param means of the numbers; empty unless they are subtracted
 * @param deviations of the numbers; empty unless they are divided by
 * @param categories of each column of {@code oneHot}, in the order of their places
 */
public record FittedFeatures(
    FeaturesConfig columns,
    List<Double> means,
    List<Double> deviations,
    List<List<String>> categories) {

  /**
   * Checks that there is what the columns need.
   *
   * @throws IllegalArgumentException otherwise
   */
  public FittedFeatures {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    categories = categories.stream().map(List::copyOf).toList();
    Scale scale = columns.scale();
    int numbers = columns.numbers().size();
    check("means", means.size(), scale == Scale.STANDARD ? numbers : 0);
    check("deviations", deviations.size(), scale == Scale.NONE ? 0 : numbers);
    check("columns of categories", categories.size(), columns.oneHot().size());
  }

  private static void check(String what, int found, int wanted) {
    if (found != wanted) {
      throw new IllegalArgumentException(
          "Invalid features: " + found + " " + what + " (allowed: " + wanted + ")");
    }
  }

  /** Number of features. */
  public int size() {
    long size = columns.numbers().size();
    for (List<String> names : categories) {
      size += names.size();
    }
    return Math.toIntExact(size + (columns.hash().isEmpty() ? 0 : columns.hashSize()));
  }

  /** As JSON has it. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("numbers", columns.numbers());
    map.put("scale", columns.scale().name().toLowerCase(Locale.ROOT));
    map.put("means", means);
    map.put("deviations", deviations);
    map.put("one-hot", columns.oneHot());
    map.put("categories", categories);
    map.put("hash", columns.hash());
    map.put("hash-size", columns.hashSize());
    return map;
  }

  /**
   * What {@link #toMap} gave.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static FittedFeatures fromMap(Map<?, ?> map) {
    List<List<String>> categories = new ArrayList<>();
    for (Object names : list(map, "categories", List.class)) {
      categories.add(items("categories", (List<?>) names, String.class));
    }
    if (!(map.get("hash-size") instanceof Integer size) || size < 1) {
      throw new IllegalArgumentException("Invalid features: hash-size " + map.get("hash-size"));
    }
    Scale scale = Scale.valueOf(String.valueOf(map.get("scale")).toUpperCase(Locale.ROOT));
    return new FittedFeatures(
        new FeaturesConfig(
            list(map, "numbers", String.class),
            scale,
            list(map, "one-hot", String.class),
            list(map, "hash", String.class),
            size),
        list(map, "means", Double.class),
        list(map, "deviations", Double.class),
        categories);
  }

  private static <T> List<T> list(Map<?, ?> map, String key, Class<T> type) {
    if (!(map.get(key) instanceof List<?> values)) {
      throw new IllegalArgumentException("Invalid features: " + key + " is not a list");
    }
    return items(key, values, type);
  }

  private static <T> List<T> items(String key, List<?> values, Class<T> type) {
    List<T> items = new ArrayList<>();
    for (Object value : values) {
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException("Invalid features: " + key + " has " + value);
      }
      items.add(type.cast(value));
    }
    return items;
  }
}
