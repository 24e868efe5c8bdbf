package io.sparksgd.input.source;

import io.sparksgd.config.Format;
import io.sparksgd.input.format.ColumnTable;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LibsvmFormat;
import io.sparksgd.input.format.Purpose;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Opens files and DataFrames. */
public final class Sources {
  private Sources() {}

  /**
   * Opens files.
   *
   * @param validationColumn marks validation rows
   */
  public static Source open(
      SparkSession spark,
      List<String> paths,
      InputOptions options,
      Purpose purpose,
      Optional<String> validationColumn)
      throws InputException {
    InputPaths found = InputPaths.of(spark, paths);
    String name = Source.nameOf(paths);
    if (found.files().isEmpty() && purpose == Purpose.LEARN) {
      throw new InputException("Invalid data: " + name + " has no files (allowed: at least one)");
    }
    SparkSession session = CaseSensitive.session(spark);
    try {
      if (options.format().isText()) {
        FormatOfFiles.check(session, found.files(), options.format());
        CompressedFiles.check(session, found.files());
      }
      if (options.format() == Format.LIBSVM) {
        checkLibsvm(options, purpose, validationColumn);
        return libsvm(session, found, options, purpose, name);
      }
      ColumnFiles files = new ColumnFiles(session, found, options);
      ColumnTable table = files.table(validationColumn, purpose);
      if (table.columns().isEmpty() && files.areBlank()) {
        if (purpose == Purpose.LEARN) {
          throw noRows(name);
        }
        table = files.empty();
      }
      WideRows.prepare(session, table.rows().columns().length);
      return new ColumnSelection(table, options, name, purpose).select(validationColumn);
    } catch (InputException e) {
      throw e;
    } catch (Exception e) {
      throw Failures.unreadable(Source.nameOf(paths), options.format(), e);
    }
  }

  /** The rows of a DataFrame; their order is that of its partitions. */
  public static Source of(
      Dataset<Row> data, InputOptions options, Optional<String> validationColumn)
      throws InputException {
    try {
      return new ColumnSelection(ColumnTable.of(data), options, "the data", Purpose.LEARN)
          .select(validationColumn);
    } catch (InputException e) {
      throw e;
    } catch (Exception e) {
      throw Failures.unreadable("the data", e);
    }
  }

  private static void checkLibsvm(
      InputOptions options, Purpose purpose, Optional<String> validationColumn)
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
  }

  private static Source libsvm(
      SparkSession spark, InputPaths paths, InputOptions options, Purpose purpose, String name) {
    ColumnTable lines = ColumnTable.ofFiles(paths.reader(spark).text(paths.roots()));
    return new Source(
        name,
        SourceText.of(options),
        List.of("label"),
        lines
            .rows()
            .select(
                ColumnTable.column(0),
                functions.col(ColumnTable.FILE),
                functions.col(ColumnTable.START)),
        new StructType(),
        new LibsvmFormat(options, purpose, 0));
  }

  public static InputException noRows(String name) {
    return new InputException("Invalid data: " + name + " has no rows (allowed: at least one)");
  }
}
