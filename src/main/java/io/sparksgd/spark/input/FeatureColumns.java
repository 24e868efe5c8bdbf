package io.sparksgd.spark.input;

import io.sparksgd.config.FeaturesConfig;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes feature vectors of columns that are not numbers only. */
public interface FeatureColumns {
  /** The columns; the numbers are the first values of the vectors, in their order. */
  FeaturesConfig columns();

  /** Number of features. */
  int size();

  /**
   * Adds the vectors; the order of the rows stays.
   *
   * @param numbers columns of doubles that stand for those of numbers, in their order
   * @param vectors name of the added column; a number that is missing is NaN in it
   */
  Dataset<Row> add(Dataset<Row> rows, List<String> numbers, String vectors);
}
