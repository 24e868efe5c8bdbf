package io.sparksgd.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.StructType;

/** The columns that a fit reads. */
final class FitColumns {
  private FitColumns() {}

  /** Checks that all of them are there, with a type that can be read. */
  static void check(SgdEstimator<?, ?> estimator, StructType schema) {
    Columns.vector(schema, "featuresCol", estimator.getFeaturesCol());
    Columns.number(schema, "labelCol", estimator.getLabelCol());
    if (given(estimator, estimator.weightCol())) {
      Columns.number(schema, "weightCol", estimator.getWeightCol());
    }
    if (given(estimator, estimator.validationIndicatorCol())) {
      Columns.number(schema, "validationIndicatorCol", estimator.getValidationIndicatorCol());
    }
  }

  private static boolean given(SgdEstimator<?, ?> estimator, Param<String> column) {
    return estimator.isSet(column) && !estimator.getOrDefault(column).isEmpty();
  }
}
