package io.sparksgd.score;

import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.PublishedWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Adds the predictions of a model to rows with a column of feature vectors. */
public final class Predictor {
  /** The added column of predictions: the label of the class, or the predicted mean. */
  public static final String PREDICTION = "prediction";

  /** The added column of probabilities, one for each class, where the model has any. */
  public static final String PROBABILITY = "probability";

  private Predictor() {}

  /**
   * The rows with predictions in place of the vectors, which must be the last column; in the same
   * order. Without a vector there is no prediction: null.
   */
  public static Dataset<Row> predict(Dataset<Row> rows, TrainedModel model) {
    Objective objective = model.decisions();
    StructField[] fields = rows.schema().fields();
    List<StructField> kept = new ArrayList<>(Arrays.asList(fields).subList(0, fields.length - 1));
    kept.add(DataTypes.createStructField(PREDICTION, DataTypes.DoubleType, true));
    if (objective.hasProbability()) {
      kept.add(
          DataTypes.createStructField(
              PROBABILITY, DataTypes.createArrayType(DataTypes.DoubleType, false), true));
    }
    // Not closed: the data set is lazy, and its lineage may need the weights again.
    PublishedWeights weights =
        PublishedWeights.of(rows.sparkSession().sparkContext(), model.weights());
    double[] labels = model.labels().stream().mapToDouble(Double::doubleValue).toArray();
    return rows.sparkSession()
        .createDataFrame(
            rows.toJavaRDD().mapPartitions(new PredictRows(objective, weights, labels)),
            new StructType(kept.toArray(new StructField[0])));
  }
}
