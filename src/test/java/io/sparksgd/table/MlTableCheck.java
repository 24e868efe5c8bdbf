package io.sparksgd.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.ml.SgdClassifier;
import io.sparksgd.ml.SgdEstimator;
import io.sparksgd.ml.SgdModel;
import io.sparksgd.ml.SgdRegressionModel;
import io.sparksgd.ml.SgdRegressor;
import io.sparksgd.table.RandomTable.Column;
import io.sparksgd.table.RandomTable.Role;
import io.sparksgd.testkit.Predictions;
import io.sparksgd.testkit.SharedSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The ML API on a random table, compared with the command line. */
final class MlTableCheck {
  /** Other spellings and types than those of the files. */
  private static final int CELLS = 4;

  private final RandomTable table;
  private final TableJob job;
  private final SgdModel<?> model;

  MlTableCheck(RandomTable table, Path folder) {
    this.table = table;
    this.job = table.job();
    String run = folder.resolve("run-json").toString();
    model = job.isRegression() ? SgdRegressionModel.load(run) : SgdClassificationModel.load(run);
  }

  void check(Map<Long, String> predictions) {
    Dataset<Row> rows = job.isMade() ? new TableFiles(table, CELLS).rows(2) : vectors(2);
    model.setHandleInvalid("keep").setFeaturesCol("features");
    Map<Long, String> found = new TreeMap<>();
    String id = job.isMade() ? table.names(Role.ID).get(0) : "id";
    for (Row row : model.pipeline().transform(rows).collectAsList()) {
      found.put(Long.parseLong(row.getAs(id).toString()), shown(row));
    }
    assertThat(found).as("predictions of the pipeline").isEqualTo(predictions);
    if (!job.isMade()) {
      assertThat(fitted().parameters())
          .as("weights of a fit of the ML API")
          .isEqualTo(model.parameters());
    }
  }

  private static String shown(Row row) {
    List<Double> numbers = new ArrayList<>();
    Double prediction = row.getAs("prediction");
    numbers.add(prediction);
    if (List.of(row.schema().fieldNames()).contains("probability")) {
      Vector probability = row.getAs("probability");
      if (probability != null) {
        for (double value : probability.toArray()) {
          numbers.add(value);
        }
      }
    }
    return Predictions.shown(numbers);
  }

  private SgdModel<?> fitted() {
    Dataset<Row> rows = vectors(1).filter("features is not null");
    return job.isRegression()
        ? with(new SgdRegressor()).fit(rows)
        : with(new SgdClassifier()).fit(rows);
  }

  private <E extends SgdEstimator<E, ?>> E with(E estimator) {
    estimator
        .setModel(job.kind())
        .setOptimizer(job.optimizer())
        .setLearningRate(table.job().rate())
        .setMaxIter(TableJob.STEPS)
        .setSeed(table.seed())
        .setPartitions(job.partitions())
        .setPlacement(job.placement())
        .setStandardization(false);
    if (job.batchSize().isPresent()) {
      estimator.setBatchSize(job.batchSize().getAsInt());
    } else {
      estimator.setFullBatch(true);
    }
    if (job.kind().equals("softmax")) {
      estimator.setNumClasses(3);
    }
    if (!table.columns(Role.WEIGHT).isEmpty()) {
      estimator.setWeightCol("weight");
    }
    if (!table.columns(Role.MARK).isEmpty()) {
      estimator.setValidationIndicatorCol("mark");
    }
    return estimator;
  }

  /** Number, label, weight, mark and vector of each row; none where a number is missing. */
  private Dataset<Row> vectors(int partitions) {
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("label", DataTypes.DoubleType)
            .add("weight", DataTypes.DoubleType)
            .add("mark", DataTypes.BooleanType)
            .add("features", SQLDataTypes.VectorType());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      rows.add(
          RowFactory.create(
              value(i, Role.ID),
              TableCells.number(value(i, Role.LABEL)),
              table.columns(Role.WEIGHT).isEmpty() ? 1 : TableCells.number(value(i, Role.WEIGHT)),
              !table.columns(Role.MARK).isEmpty() && (Boolean) value(i, Role.MARK),
              vector(i)));
    }
    return SharedSpark.session()
        .createDataFrame(SharedSpark.context().parallelize(rows, partitions), schema);
  }

  private Object value(int row, Role role) {
    return table.value(row, table.columns(role).get(0));
  }

  private Vector vector(int row) {
    if (!table.hasNumbers(row)) {
      return null;
    }
    List<Column> numbers = table.columns(Role.NUMBER);
    double[] values =
        numbers.stream()
            .mapToDouble(column -> TableCells.number(table.value(row, column)))
            .toArray();
    Vector dense = Vectors.dense(values);
    return row % 2 == 0 ? dense : dense.toSparse();
  }
}
