package io.sparksgd.features;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.FeaturesConfig.NewCategories;
import io.sparksgd.config.FeaturesConfig.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rules that make the vectors of a model from columns, with the values fitted to the training
 * rows.
 *
 * @param columns the columns and their conversions
 * @param means of the numbers; empty unless they are subtracted
 * @param deviations of the numbers; empty unless they are divided by
 * @param categories of each column of {@code oneHot}, in the order of their places
 * @param texts by which text a cell is a category
 */
public record FittedFeatures(
    FeaturesConfig columns,
    List<Double> means,
    List<Double> deviations,
    List<List<String>> categories,
    Texts texts) {

  /** By which text a cell is a category. */
  public enum Texts {
    /** As its type writes it: models of earlier versions. */
    TYPED,
    /** See {@link CategoryText}. */
    CANONICAL;

    String of(Object cell) {
      return this == TYPED ? CategoryText.asTyped(cell) : CategoryText.of(cell);
    }
  }

  /** Values fitted by this version. */
  public FittedFeatures(
      FeaturesConfig columns,
      List<Double> means,
      List<Double> deviations,
      List<List<String>> categories) {
    this(columns, means, deviations, categories, Texts.CANONICAL);
  }

  /**
   * Checks that the values that the columns need are there.
   *
   * @throws IllegalArgumentException otherwise
   */
  public FittedFeatures {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    categories = categories.stream().map(List::copyOf).toList();
    checkFinite("means", means);
    checkFinite("deviations", deviations);
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

  private static void checkFinite(String what, List<Double> values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "Invalid features: " + what + " have " + value + " (allowed: finite numbers)");
      }
    }
  }

  /**
   * Number of features.
   *
   * @throws IllegalArgumentException if there are more than an array can hold
   */
  public int size() {
    long size = (long) columns.numbers().size() + columns.places();
    for (List<String> names : categories) {
      size += names.size();
    }
    if (size > FeaturesConfig.MOST_PLACES) {
      throw new IllegalArgumentException(
          "Invalid features.hash-size: "
              + columns.hashSize()
              + " makes "
              + size
              + " features (allowed: "
              + FeaturesConfig.MOST_PLACES
              + " in all)");
    }
    return (int) size;
  }

  /** Whether a one-hot column has one of these categories. */
  public boolean knowsAny(int column, List<String> others) {
    CategoryPlaces places = new CategoryPlaces(categories.get(column));
    return others.stream().anyMatch(text -> places.of(text) >= 0);
  }

  /**
   * A copy with new categories of some rows, where the job adds new ones. They come after those of
   * their column, in their order.
   *
   * @param found categories of each one-hot column
   */
  public FittedFeatures grown(NewCategories rule, List<List<String>> found) {
    if (rule == NewCategories.UNKNOWN) {
      return this;
    }
    List<List<String>> grown = new ArrayList<>();
    for (int j = 0; j < categories.size(); j++) {
      CategoryPlaces places = new CategoryPlaces(categories.get(j));
      List<String> all = new ArrayList<>(categories.get(j));
      found.get(j).stream().filter(text -> places.of(text) < 0).forEach(all::add);
      grown.add(all);
    }
    return new FittedFeatures(columns, means, deviations, grown, texts);
  }

  /**
   * The new position of each feature in columns that continue this one; -1 for a number that was
   * constant before and varies now, because it is a new feature.
   */
  public int[] placesIn(FittedFeatures grown) {
    int[] places = new int[size()];
    int at = 0;
    int to = 0;
    for (; at < columns.numbers().size(); at++) {
      boolean wasConstant = !deviations.isEmpty() && deviations.get(at) == 0;
      places[at] = wasConstant && grown.deviations.get(at) > 0 ? -1 : to;
      to++;
    }
    for (int j = 0; j < categories.size(); j++) {
      for (int place = 0; place < categories.get(j).size(); place++) {
        places[at++] = to + place;
      }
      to += grown.categories().get(j).size();
    }
    while (at < places.length) {
      places[at++] = to++;
    }
    return places;
  }

  /** As JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("numbers", columns.numbers());
    map.put("scale", columns.scale().name().toLowerCase(Locale.ROOT));
    map.put("means", means);
    map.put("deviations", deviations);
    map.put("one-hot", columns.oneHot());
    map.put("categories", categories);
    map.put("hash", columns.hash());
    map.put("hash-size", columns.hashSize());
    map.put("texts", texts.name().toLowerCase(Locale.ROOT));
    return map;
  }

  /**
   * Reads the result of {@link #toMap}.
   *
   * @throws IllegalArgumentException if the map is not such a result
   */
  public static FittedFeatures fromMap(Map<?, ?> map) {
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
        categories,
        map.containsKey("texts")
            ? Texts.valueOf(String.valueOf(map.get("texts")).toUpperCase(Locale.ROOT))
            : Texts.TYPED);
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
