package io.sparksgd.cli;

import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.config.Format;
import io.sparksgd.data.CsvText;
import io.sparksgd.input.DatasetRows;
import io.sparksgd.message.ControlCharacters;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.score.Predictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Writes rows with predictions; the cells that were there before stay as they were. */
final class PredictionFiles {
  /** Cells as RFC 4180 has them: nothing where a value is missing, two quotes for an empty text. */
  private static final Map<String, String> CSV_OPTIONS =
      Map.of(
          "quote", "\"",
          "escape", "\"",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false",
          "emptyValue", "\"\"",
          "nullValue", "");

  /** A file of Spark's writer of texts: its name, and what follows when it is compressed. */
  private static final Pattern TEXT_NAME = Pattern.compile("(part-.*)\\.txt((?:\\.\\w+)?)");

  private final Format format;
  private final int classes;

  /** Files of a format with the predictions of a model. */
  PredictionFiles(Format format, TrainedModel model) {
    this.format = format;
    this.classes = model.objective().hasProbability() ? Math.max(2, model.classes()) : 0;
  }

  /**
   * Checks that the columns can be written beside those that are added.
   *
   * @param columns of the data
   * @param fields names inside of columns
   */
  void check(List<String> columns, List<String> fields) throws WrongInputException {
    checkNames(columns);
    checkNames(fields);
    for (String added : added()) {
      if (columns.contains(added)) {
        throw new WrongInputException(
            "Invalid column: the data has a column " + added + " already (rename or drop it)");
      }
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column) && format != Format.CSV) {
        throw new WrongInputException(
            "Invalid --out-format: "
                + format
                + " cannot have two columns with one name, and the data has two called "
                + column
                + " (allowed: csv)");
      }
    }
  }

  /** The writer of ORC takes names as it takes types, where backticks quote. */
  private void checkNames(List<String> names) throws WrongInputException {
    for (String name : names) {
      if (format == Format.ORC && (name.isEmpty() || name.contains("`"))) {
        throw new WrongInputException(
            "Invalid --out-format: orc cannot keep the name "
                + (name.isEmpty() ? "of no characters" : ControlCharacters.shown(name))
                + " of the data (allowed: parquet, csv, json, or names without backticks)");
      }
    }
  }

  private List<String> added() {
    List<String> added = new ArrayList<>(List.of(Predictor.PREDICTION));
    if (format != Format.CSV) {
      added.add(Predictor.PROBABILITY);
    } else {
      // CSV has no arrays, so each class has a column for its probability.
      IntStream.range(0, classes).forEach(k -> added.add(Predictor.PROBABILITY + "_" + k));
    }
    return added;
  }

  /**
   * Writes the rows of {@link Predictor#predict}.
   *
   * @param rows that the predictions are for
   */
  void write(Dataset<Row> predicted, DatasetRows rows, Path folder) throws IOException {
    if (format == Format.CSV) {
      text(csv(predicted, rows.columns()), folder);
    } else if (predicted.columns()[0].equals(DatasetRows.LINE)) {
      text(lines(predicted), folder);
    } else {
      rows.whole(predicted).write().mode("append").format(format.key()).save(folder.toString());
    }
  }

  /** Spark's writer of texts, whose files are then named as those of the format. */
  private void text(Dataset<?> lines, Path folder) throws IOException {
    lines.write().mode("append").text(folder.toString());
    FileSystem files = folder.getFileSystem(lines.sparkSession().sessionState().newHadoopConf());
    for (FileStatus file : files.listStatus(folder)) {
      String name = file.getPath().getName();
      Matcher text = TEXT_NAME.matcher(name);
      if (text.matches()) {
        Path named = new Path(folder, text.group(1) + "." + format.key() + text.group(2));
        if (!files.rename(file.getPath(), named)) {
          throw new IOException("Cannot rename " + file.getPath() + " to " + named);
        }
      }
    }
  }

  private Dataset<String> csv(Dataset<Row> predicted, List<String> columns) {
    String[] there = predicted.columns();
    int plain = there.length - (classes > 0 ? 1 : 0);
    // A record has all cells of a text row in their final form.
    boolean hasRecord = there[0].equals(DatasetRows.RECORD);
    List<Column> cells = new ArrayList<>();
    if (hasRecord) {
      // The comma behind the record. Of one missing cell alone, Spark's writer makes null.
      cells.add(functions.lit(null).cast("string").as("record"));
    }
    for (int i = hasRecord ? 1 : 0; i < plain; i++) {
      cells.add(functions.col("c" + i));
    }
    for (int k = 0; k < classes; k++) {
      cells.add(functions.col("c" + plain).getItem(k).as("p" + k));
    }
    String[] byPosition =
        IntStream.range(0, there.length).mapToObj(i -> "c" + i).toArray(String[]::new);
    Column text = functions.to_csv(functions.struct(cells.toArray(new Column[0])), CSV_OPTIONS);
    Dataset<Row> lines =
        predicted
            .toDF(byPosition)
            .select(hasRecord ? functions.concat(functions.col("c0"), text) : text);
    List<String> names = new ArrayList<>(columns);
    names.addAll(added());
    String header = new CsvText(",").row(names);
    return lines.rdd().getNumPartitions() == 0
        ? lines.sparkSession().createDataset(List.of(header), Encoders.STRING())
        : lines.mapPartitions(new WithHeader(header), Encoders.STRING());
  }

  /** The objects as they were, with the members that are added. */
  private static Dataset<Row> lines(Dataset<Row> predicted) {
    Column line = functions.regexp_replace(functions.col(DatasetRows.LINE), "\\s+$", "");
    Column open = line.substr(functions.lit(1), functions.length(line).minus(1));
    Column[] added =
        Arrays.stream(predicted.columns()).skip(1).map(functions::col).toArray(Column[]::new);
    Column members =
        functions.to_json(functions.struct(added), Map.of("ignoreNullFields", "false"));
    Column comma = functions.when(open.rlike("^\\s*\\{\\s*$"), "").otherwise(",");
    return predicted.select(
        functions.concat(open, comma, members.substr(functions.lit(2), functions.length(members))));
  }

  /** Every file begins with the names of the columns. */
  private static final class WithHeader implements MapPartitionsFunction<Row, String> {
    private static final long serialVersionUID = 1L;
    private final String header;

    WithHeader(String header) {
      this.header = header;
    }

    @Override
    public Iterator<String> call(Iterator<Row> lines) {
      return new Iterator<>() {
        private boolean isBegun;

        @Override
        public boolean hasNext() {
          return !isBegun || lines.hasNext();
        }

        @Override
        public String next() {
          if (!isBegun) {
            isBegun = true;
            return header;
          }
          return lines.next().getString(0);
        }
      };
    }
  }
}
