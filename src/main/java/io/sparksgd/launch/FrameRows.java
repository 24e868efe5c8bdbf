package io.sparksgd.launch;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.Format;
import io.sparksgd.config.JobConfig;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.plan.InvalidPlanException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a DataFrame.
 *
 * @param data has a column of vectors and a column of labels, which the job names
 * @param features size of the vectors; empty: found in the rows
 * @param classes number of classes; empty: found in the rows
 */
public record FrameRows(Dataset<Row> data, JobConfig job, OptionalInt features, OptionalInt classes)
    implements RowSource {

  @Override
  public TrainingInput read(Optional<InitialModel> initial) throws InputException {
    return TrainingReader.read(
        data, job.data().validation(), options(), InitialModel.known(initial, Format.PARQUET));
  }

  private InputOptions options() {
    if (job.data().badRows() == BadRows.QUARANTINE) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name("data.bad-rows")
                  + ": quarantine (allowed: fail, drop; only files have a quarantine)");
    }
    InputOptions.Builder options = RowOptions.of(job, Format.PARQUET);
    job.data().partitions().ifPresent(options::partitions);
    features.ifPresent(options::numFeatures);
    classes.ifPresent(options::classes);
    return options.build();
  }

  /** A model that continues one of columns is of the same columns, and is read as that one. */
  @Override
  public Map<String, Object> description(Optional<InitialModel> initial) {
    Map<String, Object> map = new LinkedHashMap<>();
    Optional<TrainedModel> ofColumns =
        initial.map(InitialModel::model).filter(model -> model.columns().isPresent());
    if (ofColumns.isPresent()) {
      map.putAll(ofColumns.get().input());
      map.remove("weight");
    } else {
      map.put("format", Format.PARQUET.key());
      map.put("features", job.data().features());
    }
    map.put("label", job.data().label());
    job.data().weight().ifPresent(weight -> map.put("weight", weight));
    return map;
  }
}
