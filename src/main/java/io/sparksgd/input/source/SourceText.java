package io.sparksgd.input.source;

import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import io.sparksgd.data.CsvText;
import io.sparksgd.input.format.InputOptions;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/**
 * How rows lie in the files of a source, for messages that name lines.
 *
 * @param format of the files; without meaning for the rows of a DataFrame, which have no file
 * @param header whether CSV files begin with a record that is no row
 * @param delimiter between the cells of CSV files
 */
public record SourceText(Format format, CsvHeader header, String delimiter) {
  static SourceText of(InputOptions options) {
    return new SourceText(
        options.format(),
        options.format() == Format.CSV ? options.csvHeader() : CsvHeader.ABSENT,
        options.csvDelimiter());
  }

  /** The line in which a row begins; both count from 1. Empty where rows are no lines. */
  public OptionalLong line(SparkSession spark, String file, long row) {
    SourceFiles files = new SourceFiles(spark);
    return switch (format) {
      case LIBSVM -> OptionalLong.of(row);
      case CSV ->
          files.lineOf(file, row + (header == CsvHeader.PRESENT ? 1 : 0), new CsvText(delimiter));
      case JSON -> files.lineOf(file, row);
      default -> OptionalLong.empty();
    };
  }
}
