package io.sparksgd.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The group {@code features}: how columns become feature vectors. A vector has the numbers first,
 * then a place for each category of each column of {@code oneHot}, then the hashed columns.
 *
 * @param numbers columns of numbers
 * @param scale what happens to the numbers
 * @param oneHot columns of categories, each with a place in the vector
 * @param hash columns of categories that share {@code hashSize} places (feature hashing)
 * @param hashSize the places of all the hashed columns together
 */
public record FeaturesConfig(
    List<String> numbers, Scale scale, List<String> oneHot, List<String> hash, int hashSize) {

  /** What happens to numbers before they are features. */
  public enum Scale {
    /** They stay as they are. */
    NONE,
    /** {@code x / s}, with the standard deviation of the training rows. */
    DEVIATION,
    /** {@code (x - mean) / s}. */
    STANDARD
  }

  public FeaturesConfig {
    numbers = List.copyOf(numbers);
    oneHot = List.copyOf(oneHot);
    hash = List.copyOf(hash);
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
