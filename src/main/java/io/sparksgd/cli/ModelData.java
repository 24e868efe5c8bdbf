package io.sparksgd.cli;

import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.config.BadRows;
import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import io.sparksgd.data.IndexBase;
import io.sparksgd.data.Precision;
import io.sparksgd.input.format.FeatureColumns;
import io.sparksgd.input.format.HandleInvalid;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.input.source.FormatOfFiles;
import io.sparksgd.message.ControlCharacters;
import io.sparksgd.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/**
 * The options of commands that read data for a model. The defaults are those of the model's
 * training.
 */
final class ModelData {
  @Option(
      names = "--data",
      required = true,
      description = "Paths of the rows; several are separated by commas, except in {a,b}.")
  private List<String> given;

  @Option(
      names = "--format",
      description =
          "${COMPLETION-CANDIDATES} (default: from the names of paths and of the files in folders,"
              + " else as the model was trained).")
  private Format format;

  @Option(names = "--label", description = "Column of the labels.")
  private String label;

  @Option(names = "--features", split = ",", description = "Columns of the features.")
  private List<String> features;

  @Option(names = "--weight", description = "Column of the row weights.")
  private String weight;

  @Option(names = "--index-base", description = "Of libsvm files: ${COMPLETION-CANDIDATES}.")
  private IndexBase indexBase;

  @Option(
      names = "--header",
      paramLabel = "true|false",
      arity = "1",
      description = "Whether csv files begin with the names of the columns.")
  private Boolean header;

  @Option(
      names = "--delimiter",
      paramLabel = "TEXT",
      description = "Between the cells of csv files, such as ';'; \\t is a tab.")
  private String delimiter;

  @Option(names = "--drop-bad-rows", description = "Leave out rows that cannot be used.")
  private boolean dropBadRows;

  List<String> paths() {
    return given.stream().flatMap(text -> separated(text).stream()).toList();
  }

  /** Divides at the commas that do not stand in braces. */
  private static List<String> separated(String text) {
    List<String> paths = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == ',' && depth <= 0) {
        paths.add(text.substring(from, i));
        from = i + 1;
      }
    }
    paths.add(text.substring(from));
    return paths;
  }

  /**
   * What happens to rows whose features cannot be used.
   *
   * @param keep whether they are kept
   */
  HandleInvalid handleInvalid(boolean keep) throws WrongInputException {
    if (keep && dropBadRows) {
      throw new WrongInputException(
          "--keep-bad-rows and --drop-bad-rows exclude each other: give one of them");
    }
    return keep ? HandleInvalid.KEEP : dropBadRows ? HandleInvalid.SKIP : HandleInvalid.ERROR;
  }

  /**
   * How to read the data for a model.
   *
   * @throws InputException if files are of several formats, or there are none
   */
  InputOptions options(SparkSession spark, TrainedModel model)
      throws WrongInputException, InputException {
    if (model.columns().isPresent() && features != null) {
      throw new WrongInputException(
          "Invalid --features: "
              + String.join(",", features)
              + " (allowed: none; the model says which columns its features are made of)");
    }
    InputOptions options = vectors(model, format(spark, model.input()));
    return model
        .columns()
        .map(columns -> options.withColumns(new FeatureColumns.OfModel(columns)))
        .orElse(options);
  }

  private InputOptions vectors(TrainedModel model, Format found) throws WrongInputException {
    Map<String, Object> trained = model.input();
    return new InputOptions(
        found,
        label != null ? label : text(trained, "label", "label"),
        features != null ? features : trainedFeatures(trained),
        weight(trained, found),
        indexBase != null ? indexBase : IndexBase.valueOf(text(trained, "index-base", "ONE")),
        OptionalInt.of(model.features()),
        model.classes() >= 2 ? OptionalInt.of(model.classes()) : OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        Precision.AUTO,
        dropBadRows ? BadRows.DROP : BadRows.FAIL,
        Optional.empty(),
        header(trained, found),
        delimiter(trained, found),
        LabelRule.of(model.spec()),
        Optional.empty());
  }

  /** Rows of LIBSVM files have no column of weights: each weighs 1. */
  private Optional<String> weight(Map<String, Object> trained, Format found) {
    if (weight != null) {
      return Optional.of(weight);
    }
    return found == Format.LIBSVM
        ? Optional.empty()
        : Optional.ofNullable(trained.get("weight")).map(String::valueOf);
  }

  private Format format(SparkSession spark, Map<String, Object> trained) throws InputException {
    if (format != null) {
      return format;
    }
    return FormatOfFiles.find(spark, paths())
        .orElseGet(
            () -> Format.valueOf(text(trained, "format", "libsvm").toUpperCase(Locale.ROOT)));
  }

  private CsvHeader header(Map<String, Object> trained, Format found) throws WrongInputException {
    if (header == null) {
      return CsvHeader.valueOf(text(trained, "header", "PRESENT"));
    }
    if (found != Format.CSV) {
      throw new WrongInputException(
          "Invalid --header: it has no effect here (only csv files have a header)");
    }
    return header ? CsvHeader.PRESENT : CsvHeader.ABSENT;
  }

  private String delimiter(Map<String, Object> trained, Format found) throws WrongInputException {
    if (delimiter == null) {
      return text(trained, "delimiter", ",");
    }
    if (found != Format.CSV) {
      throw new WrongInputException(
          "Invalid --delimiter: it has no effect here (only csv files have delimiters)");
    }
    String given = delimiter.replace("\\t", "\t");
    if (given.isEmpty() || given.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r')) {
      throw new WrongInputException(
          "Invalid --delimiter: "
              + ControlCharacters.shown(delimiter)
              + " (allowed: one or more characters, without quotes and line ends)");
    }
    return given;
  }

  private static List<String> trainedFeatures(Map<String, Object> trained) {
    if (trained.get("features") instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(String::valueOf).toList();
    }
    return List.of("features");
  }

  private static String text(Map<String, Object> map, String key, String usual) {
    return String.valueOf(map.getOrDefault(key, usual));
  }
}
