package io.sparksgd.spark.input;

import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Opens files and DataFrames. */
final class Sources {
  /** Name of Spark's hidden column of file metadata. */
  private static final String METADATA = "_metadata";

  private Sources() {}

  /**
   * Opens files.
   *
   * @param validationColumn marks validation rows
   */
  static Source open(
      SparkSession spark,
      List<String> paths,
      InputOptions options,
      Purpose purpose,
      Optional<String> validationColumn)
      throws InputException {
    List<String> existing = new SourceFiles(spark).existing(paths);
    try {
      return options.format() == Format.LIBSVM
          ? libsvm(spark, existing, options, purpose, validationColumn)
          : columns(spark, existing, options, purpose, validationColumn);
    } catch (InputException e) {
      throw e;
    } catch (Exception e) {
      throw Failures.unreadable(Source.nameOf(paths) + " as " + options.format().key(), e);
    }
  }

  /** The rows of a DataFrame; their order is that of its partitions. */
  static Source of(Dataset<Row> data, InputOptions options, Optional<String> validationColumn)
      throws InputException {
    ColumnSelection selection =
        new ColumnSelection(data.schema(), options, "the data", Purpose.LEARN);
    try {
      return selection.select(
          data,
          validationColumn,
          functions.lit(""),
          functions.spark_partition_id().cast("long"),
          null);
    } catch (InputException e) {
      throw e;
    } catch (Exception e) {
      throw Failures.unreadable("the data", e);
    }
  }

  private static ColumnFiles open(
      SparkSession spark,
      List<String> paths,
      InputOptions options,
      Optional<String> validationColumn)
      throws InputException {
    ColumnFiles files = new ColumnFiles(spark, paths, options, validationColumn);
    if (files.areBlank()) {
      throw ScanChecks.noRows(Source.nameOf(paths));
    }
    return files;
  }

  private static ColumnSelection selection(
      ColumnFiles files, InputOptions options, List<String> paths, Purpose purpose) {
    return new ColumnSelection(files.schema(), options, Source.nameOf(paths), purpose);
  }

  private static Source libsvm(
      SparkSession spark,
      List<String> paths,
      InputOptions options,
      Purpose purpose,
      Optional<String> validationColumn)
      throws InputException {
    if (validationColumn.isPresent()) {
      throw new InputException(
          words ->
              "Invalid "
                  + words.name("data.validation-column")
                  + ": "
                  + validationColumn.get()
                  + " (allowed: none; LIBSVM files have no columns)");
    }
    if (options.weight().isPresent() && purpose == Purpose.LEARN) {
      throw new InputException(
          words ->
              "Invalid "
                  + words.name("data.weight")
                  + ": "
                  + options.weight().get()
                  + " (allowed: none; LIBSVM files have no columns)");
    }
    Dataset<Row> text = spark.read().text(paths.toArray(new String[0]));
    Dataset<Row> data = text.select(functions.col("value"), file(text), blockStart(text));
    return new Source(
        Source.nameOf(paths),
        Format.LIBSVM,
        CsvHeader.ABSENT,
        data,
        0,
        new LibsvmFormat(options, purpose, 0));
  }

  private static Source columns(
      SparkSession spark,
      List<String> paths,
      InputOptions options,
      Purpose purpose,
      Optional<String> validationColumn)
      throws InputException {
    ColumnFiles files = open(spark, paths, options, validationColumn);
    ColumnSelection selection = selection(files, options, paths, purpose);
    selection.checkColumns(validationColumn);
    Dataset<Row> data = files.load();
    return selection.select(
        data, validationColumn, file(data), blockStart(data), files.malformedColumn());
  }

  private static Column file(Dataset<Row> data) {
    return data.metadataColumn(METADATA).getField("file_path");
  }

  private static Column blockStart(Dataset<Row> data) {
    return data.metadataColumn(METADATA).getField("file_block_start");
  }
}
