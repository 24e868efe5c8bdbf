package io.sparksgd.cli.job;

import io.sparksgd.cli.folder.BadRowsFolder;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.config.BadRows;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.Format;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.FeatureColumns;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.KnownSizes;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.train.TrainingResult;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/**
 * From a job's {@code data} group to packed rows, and from its {@code features} to their vectors.
 */
public final class JobInput implements AutoCloseable {
  private final TrainingInput rows;
  private final Optional<TrainedModel> initial;

  private JobInput(JobConfig job, TrainingInput rows, Optional<TrainedModel> initial)
      throws WrongInputException {
    this.rows = rows;
    this.initial =
        initial.isPresent()
            ? Optional.of(InitialModel.grown(job, initial.get(), rows.fitted()))
            : initial;
  }

  /**
   * Reads the rows, and reports progress on {@code err}.
   *
   * @param partitions of the packed rows; empty: by the cores of the cluster
   */
  public static JobInput read(
      SparkSession spark, JobConfig job, OptionalInt partitions, PrintStream err)
      throws IOException, InputException, WrongInputException {
    InputOptions options = options(job, partitions, Optional.of(BadRowsFolder.of(job.output())));
    return read(spark, job, options, OptionalLong.empty(), err);
  }

  /**
   * Reads for a plan: writes nothing.
   *
   * @param partitions of the packed rows; empty: by the cores of the cluster
   * @param rows about this many rows, from the beginnings of some splits; empty: all rows
   */
  public static JobInput readOnly(
      SparkSession spark, JobConfig job, OptionalInt partitions, OptionalLong rows, PrintStream err)
      throws IOException, InputException, WrongInputException {
    InputOptions options = options(job, partitions, Optional.empty());
    return read(spark, job, options, rows, err);
  }

  private static JobInput read(
      SparkSession spark, JobConfig job, InputOptions plain, OptionalLong some, PrintStream err)
      throws IOException, InputException, WrongInputException {
    Optional<TrainedModel> initial =
        InitialModel.load(job, spark.sparkContext().hadoopConfiguration());
    InputOptions options =
        job.features()
            .map(
                columns ->
                    plain.withColumns(
                        new FeatureColumns.ToFit(columns, initial.flatMap(TrainedModel::columns))))
            .orElse(plain);
    KnownSizes known = initial.map(model -> known(job, model)).orElse(KnownSizes.NONE);
    ReadProgress progress = ReadProgress.of(spark.sparkContext(), err);
    try {
      DataConfig data = job.data();
      TrainingInput rows =
          some.isPresent()
              ? TrainingReader.excerpt(
                  spark, data.train(), data.validation(), options, known, some.getAsLong())
              : TrainingReader.read(spark, data.train(), data.validation(), options, known);
      try {
        return new JobInput(job, rows, initial);
      } catch (WrongInputException e) {
        rows.close();
        throw e;
      }
    } finally {
      progress.close();
    }
  }

  /** Other formats than LIBSVM tell the number of features in every row. */
  private static KnownSizes known(JobConfig job, TrainedModel initial) {
    boolean isOpen = job.data().format() == Format.LIBSVM;
    return new KnownSizes(isOpen ? initial.features() : 0, initial.classes());
  }

  /** The rows. */
  public TrainingInput rows() {
    return rows;
  }

  /** The model that the job starts from, with the categories that it has in this input. */
  Optional<TrainedModel> initial() {
    return initial;
  }

  /** A model of this input. */
  public TrainedModel model(JobConfig job, TrainingResult.Weights weights) {
    TrainedModel model =
        new TrainedModel(
            job.model().spec(),
            job.model().intercept(),
            rows.features(),
            rows.classes(),
            weights.kept(),
            description(job));
    if (rows.fitted().isPresent()) {
      model = model.withColumns(rows.fitted().get());
    }
    return job.model().kept() == Parts.WITH_OPTIMIZER && weights.memory().isPresent()
        ? model.withOptimizer(weights.memory().get().state())
        : model;
  }

  @Override
  public void close() {
    rows.close();
  }

  /**
   * The keys of the {@code data} group that are saved with a model, so that it reads other data the
   * same way.
   */
  private static Map<String, Object> description(JobConfig job) {
    DataConfig data = job.data();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", data.format().key());
    map.put("label", data.label());
    if (job.features().isEmpty()) {
      map.put("features", data.features());
    }
    data.weight().ifPresent(weight -> map.put("weight", weight));
    map.put("index-base", data.indexBase().name());
    map.put("header", data.csvHeader().name());
    map.put("delimiter", data.delimiter());
    return map;
  }

  /**
   * How to read.
   *
   * @param quarantine folder for bad rows; empty: they are left out instead
   */
  private static InputOptions options(
      JobConfig job, OptionalInt partitions, Optional<String> quarantine) {
    DataConfig data = job.data();
    boolean drops = data.badRows() == BadRows.QUARANTINE && quarantine.isEmpty();
    return new InputOptions(
        data.format(),
        data.label(),
        data.features(),
        data.weight(),
        data.indexBase(),
        data.numFeatures(),
        job.model().classes(),
        partitions,
        job.spreadSeed(),
        data.precision(),
        drops ? BadRows.DROP : data.badRows(),
        data.badRows() == BadRows.QUARANTINE ? quarantine : Optional.empty(),
        data.csvHeader(),
        data.delimiter(),
        LabelRule.of(job.model().spec()),
        Optional.empty());
  }
}
