package io.sparksgd.config;

import io.sparksgd.data.IndexBase;
import io.sparksgd.data.Precision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The group {@code data}: where the rows are and how they are read.
 *
 * @param train paths of the training rows
 * @param features one column of vectors or numbers, or several columns of numbers
 * @param weight column of the row weights
 * @param numFeatures found from the training rows when empty
 * @param partitions the cores of the cluster when empty
 * @param placement which partition holds a training row
 * @param precision of the feature values in memory
 */
public record DataConfig(
    List<String> train,
    ValidationSource validation,
    Format format,
    String label,
    List<String> features,
    Optional<String> weight,
    IndexBase indexBase,
    OptionalInt numFeatures,
    OptionalInt partitions,
    Placement placement,
    Precision precision,
    BadRows badRows,
    CsvHeader csvHeader,
    String delimiter) {

  public DataConfig {
    train = List.copyOf(train);
    features = List.copyOf(features);
  }
}
