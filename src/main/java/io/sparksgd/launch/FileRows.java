package io.sparksgd.launch;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.FeatureColumns;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.KnownSizes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/** The files that a job's {@code data} group names; its {@code features} make their vectors. */
public final class FileRows implements RowSource {
  private final SparkSession spark;
  private final JobConfig job;
  private final OptionalInt partitions;
  private final Optional<String> quarantine;
  private final OptionalLong some;

  private FileRows(
      SparkSession spark,
      JobConfig job,
      OptionalInt partitions,
      Optional<String> quarantine,
      OptionalLong some) {
    this.spark = spark;
    this.job = job;
    this.partitions = partitions;
    this.quarantine = quarantine;
    this.some = some;
  }

  /** All rows, in as many partitions as the job says; nothing is written while they are read. */
  public static FileRows of(SparkSession spark, JobConfig job) {
    return new FileRows(
        spark, job, job.data().partitions(), Optional.empty(), OptionalLong.empty());
  }

  /** The same rows in other partitions; empty: by the cores of the cluster. */
  public FileRows inPartitions(OptionalInt number) {
    return new FileRows(spark, job, number, quarantine, some);
  }

  /** The same rows; a job that keeps its bad rows writes them to this folder. */
  public FileRows withQuarantine(String folder) {
    return new FileRows(spark, job, partitions, Optional.of(folder), some);
  }

  /** About this many of the rows, from the beginnings of some splits. */
  public FileRows excerpt(long rows) {
    return new FileRows(spark, job, partitions, quarantine, OptionalLong.of(rows));
  }

  @Override
  public TrainingInput read(Optional<InitialModel> initial) throws InputException {
    initial.ifPresent(model -> model.checkColumns(job));
    DataConfig data = job.data();
    InputOptions options = options(initial.flatMap(InitialModel::columns));
    KnownSizes known = InitialModel.known(initial, data.format());
    return some.isPresent()
        ? TrainingReader.excerpt(
            spark, data.train(), data.validation(), options, known, some.getAsLong())
        : TrainingReader.read(spark, data.train(), data.validation(), options, known);
  }

  private InputOptions options(Optional<FittedFeatures> fitted) {
    DataConfig data = job.data();
    InputOptions.Builder options =
        RowOptions.of(job, data.format())
            .indexBase(data.indexBase())
            .csv(data.csvHeader(), data.delimiter());
    data.numFeatures().ifPresent(options::numFeatures);
    job.model().classes().ifPresent(options::classes);
    partitions.ifPresent(options::partitions);
    if (data.badRows() == BadRows.QUARANTINE) {
      quarantine.ifPresentOrElse(options::quarantineBadRows, options::dropBadRows);
    }
    InputOptions plain = options.build();
    return job.features()
        .map(columns -> plain.withColumns(new FeatureColumns.ToFit(columns, fitted)))
        .orElse(plain);
  }

  @Override
  public Map<String, Object> description(Optional<InitialModel> initial) {
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
}
