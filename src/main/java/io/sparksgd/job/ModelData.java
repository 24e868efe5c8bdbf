package io.sparksgd.job;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import io.sparksgd.data.IndexBase;
import io.sparksgd.data.Precision;
import io.sparksgd.spark.input.FeatureColumns;
import io.sparksgd.spark.input.HandleInvalid;
import io.sparksgd.spark.input.InputOptions;
import io.sparksgd.spark.input.LabelRule;
import io.sparksgd.spark.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options of commands that read data for a model: as it was trained, unless said otherwise. */
final class ModelData {
  @Option(
      names = "--data",
      required = true,
      description = "Paths of the rows; several are separated by commas, except in {a,b}.")
  private List<String> given;

  @Option(
      names = "--format",
      description =
          "${COMPLETION-CANDIDATES}; found from the first path's name, else as the model was"
              + " trained.")
  private Format format;

  @Option(names = "--label", description = "Column of the labels.")
  private String label;

  @Option(names = "--features", split = ",", description = "Columns of the features.")
  private List<String> features;

  @Option(names = "--weight", description = "Column of the row weights.")
  private String weight;

  @Option(names = "--index-base", description = "Of libsvm files: ${COMPLETION-CANDIDATES}.")
  private IndexBase indexBase;

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
   * What becomes of rows whose features cannot be used.
   *
   * @param keep whether they stay
   */
  HandleInvalid handleInvalid(boolean keep) throws WrongInputException {
    if (keep && dropBadRows) {
      throw new WrongInputException(
          "Invalid --keep-bad-rows: with --drop-bad-rows (allowed: one of the two)");
    }
    return keep ? HandleInvalid.KEEP : dropBadRows ? HandleInvalid.SKIP : HandleInvalid.ERROR;
  }

  /** How to read the data for a model. */
  InputOptions options(TrainedModel model) throws WrongInputException {
    if (model.columns().isPresent() && features != null) {
      throw new WrongInputException(
          "Invalid --features: "
              + String.join(",", features)
              + " (allowed: none; the model says which columns its features are made of)");
    }
    InputOptions options = vectors(model);
    return model
        .columns()
        .map(columns -> options.withColumns(new FeatureColumns.OfModel(columns)))
        .orElse(options);
  }

  private InputOptions vectors(TrainedModel model) {
    Map<String, Object> trained = model.input();
    return new InputOptions(
        format(trained),
        label != null ? label : text(trained, "label", "label"),
        features != null ? features : trainedFeatures(trained),
        weight(trained),
        indexBase != null ? indexBase : IndexBase.valueOf(text(trained, "index-base", "ONE")),
        OptionalInt.of(model.features()),
        model.classes() >= 2 ? OptionalInt.of(model.classes()) : OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        Precision.AUTO,
        dropBadRows ? BadRows.DROP : BadRows.FAIL,
        Optional.empty(),
        CsvHeader.valueOf(text(trained, "header", "PRESENT")),
        text(trained, "delimiter", ","),
        LabelRule.of(model.spec()),
        Optional.empty());
  }

  /** Rows of LIBSVM files have no column of weights: each weighs 1. */
  private Optional<String> weight(Map<String, Object> trained) {
    if (weight != null) {
      return Optional.of(weight);
    }
    return format(trained) == Format.LIBSVM
        ? Optional.empty()
        : Optional.ofNullable(trained.get("weight")).map(String::valueOf);
  }

  private Format format(Map<String, Object> trained) {
    return format != null
        ? format
        : Format.ofPath(paths().get(0))
            .orElseGet(
                () -> Format.valueOf(text(trained, "format", "libsvm").toUpperCase(Locale.ROOT)));
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
