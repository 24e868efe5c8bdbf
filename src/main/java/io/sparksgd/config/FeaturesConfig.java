package io.sparksgd.config;

import io.sparksgd.math.ParameterLayout;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * The group {@code features}: how columns become feature vectors. A vector has the numbers first,
 * then a place for each category of each column of {@code oneHot}, then the hashed columns.
 */
public record FeaturesConfig(
    @Setting @Says("columns of numbers, which stand first in the vectors") List<String> numbers,
    @Setting(usual = "none", with = "numbers")
        @Says(
            "the numbers stay as they are; are divided by their standard deviation; also have their"
                + " mean subtracted. Columns that are constant, but for rounding (2^-50 of the"
                + " largest), become 0")
        Scale scale,
    @Setting
        @Says(
            "columns of categories: a place of its own for each category of the training rows, in"
                + " the order of their texts")
        List<String> oneHot,
    @Setting
        @Says(
            "columns of categories, of which there may be very many: `column=value` is hashed to a"
                + " place")
        List<String> hash,
    @Setting(range = "from 1", usual = "262144", with = "hash")
        @Says("places of all the hashed columns together")
        int hashSize,
    @Setting(key = "grow", yes = "ADDED", usual = "false", with = "one-hot")
        @Says(
            "only with `model.init`: categories that the initial model does not know get places"
                + " after those of their column, with weights 0. Otherwise they are unknown")
        NewCategories newCategories) {

  /** The most features that rows can have. */
  public static final int MOST_PLACES = ParameterLayout.MOST;

  /** What becomes of categories that an initial model does not know. */
  public enum NewCategories {
    /** They have no place. */
    UNKNOWN,
    /** They get places after those of their column, with weights 0. */
    ADDED
  }

  /** What happens to numbers before they are features. */
  public enum Scale {
    /** They stay as they are. */
    NONE,
    /** {@code x / s}, with the standard deviation of the training rows. */
    DEVIATION,
    /** {@code (x - mean) / s}. */
    STANDARD
  }

  /** Columns whose unknown categories have no place. */
  public FeaturesConfig(
      List<String> numbers, Scale scale, List<String> oneHot, List<String> hash, int hashSize) {
    this(numbers, scale, oneHot, hash, hashSize, NewCategories.UNKNOWN);
  }

  public FeaturesConfig {
    numbers = List.copyOf(numbers);
    oneHot = List.copyOf(oneHot);
    hash = List.copyOf(hash);
  }

  /** These columns as a model keeps them. */
  public FeaturesConfig fixed() {
    return new FeaturesConfig(numbers, scale, oneHot, hash, hashSize);
  }

  /** The places of the hashed columns; 0 when there are none. */
  public int places() {
    return hash.isEmpty() ? 0 : hashSize;
  }

  /** The columns that are read: numbers, one-hot, hashed. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(numbers);
    columns.addAll(categories());
    return columns;
  }

  /** The columns of categories: one-hot, hashed. */
  public List<String> categories() {
    List<String> columns = new ArrayList<>(oneHot);
    columns.addAll(hash);
    return columns;
  }
}
