package io.sparksgd.ml;

import io.sparksgd.config.JobConfig;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.Objective;
import io.sparksgd.train.DriverMemory;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** How many features and classes a DataFrame has: by its metadata, otherwise by its rows. */
final class FrameSizes {
  private final Dataset<Row> data;
  private final JobConfig job;

  FrameSizes(Dataset<Row> data, JobConfig job) {
    this.data = data;
    this.job = job;
  }

  /** The size of the vectors; empty when there is none. */
  OptionalInt features() {
    String column = job.data().features().get(0);
    OptionalInt told = Columns.features(data.schema().apply(column));
    if (told.isPresent()) {
      return told;
    }
    List<Row> first =
        data.select(data.col(Columns.quoted(column)))
            .filter(data.col(Columns.quoted(column)).isNotNull())
            .takeAsList(1);
    return first.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(((Vector) first.get(0).get(0)).size());
  }

  /**
   * The parameters of the model that a fit makes, without a fit.
   *
   * @throws IllegalArgumentException if there is no vector of features, or no label of a class
   * @throws io.sparksgd.plan.InvalidPlanException if there are more than an array holds
   */
  ParameterLayout layout() {
    int features =
        features()
            .orElseThrow(() -> new IllegalArgumentException("Invalid data: no vector of features"));
    int classes = classes().orElseGet(() -> classesOfLabels());
    return DriverMemory.objective(job, features, classes).layout();
  }

  private int classesOfLabels() {
    if (Columns.task(job.model().spec()) == Objective.Task.REGRESSION) {
      return 0;
    }
    Column label = data.col(Columns.quoted(job.data().label())).cast(DataTypes.DoubleType);
    Row largest = data.agg(functions.max(label)).head();
    if (largest.isNullAt(0) || !(largest.getDouble(0) < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Invalid label: " + largest.get(0) + " (allowed: the class numbers 0 .. k-1)");
    }
    return Math.max(2, (int) largest.getDouble(0) + 1);
  }

  /** The number of classes, if the job or the metadata tells it. */
  OptionalInt classes() {
    return switch (Columns.task(job.model().spec())) {
      case BINARY -> OptionalInt.of(2);
      case MULTICLASS ->
          job.model().classes().isPresent()
              ? job.model().classes()
              : Columns.classes(data.schema().apply(job.data().label()));
      case REGRESSION -> OptionalInt.empty();
    };
  }
}
