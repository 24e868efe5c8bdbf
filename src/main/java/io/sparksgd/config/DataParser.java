package io.sparksgd.config;

import io.sparksgd.data.IndexBase;
import io.sparksgd.data.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Reads the group {@code data}. */
final class DataParser {
  /** A task each, in every step. */
  private static final int MOST_PARTITIONS = 1_000_000;

  private DataParser() {}

  static DataConfig parse(Section section, long seed) {
    List<String> train = section.texts("train");
    if (!section.has("train")) {
      section.error("train", "Missing data.train (allowed: a path or a list of paths)");
    }
    ValidationSource validation = validation(section, seed);
    Optional<Format> format = format(section, train);
    if (format.isPresent() && !section.has("format")) {
      checkNames(section, train, validation, format.get());
    }
    // An unknown format is reported once: then no key is called wrong because of it.
    Map<String, String> elsewhere = format.map(DataParser::elsewhere).orElse(Map.of());
    Predicate<String> reads = key -> !elsewhere.containsKey(key);
    Optional<String> label = reads.test("label") ? section.text("label") : Optional.empty();
    List<String> features = reads.test("features") ? section.texts("features") : List.of();
    Optional<String> weight = reads.test("weight") ? section.text("weight") : Optional.empty();
    Optional<IndexBase> indexBase =
        reads.test("index-base") ? section.choice("index-base", IndexBase.class) : Optional.empty();
    OptionalInt numFeatures = section.count("num-features", 1, FeaturesConfig.MOST_PLACES);
    OptionalInt partitions = section.count("partitions", 1, MOST_PARTITIONS);
    Placement placement = section.choice("placement", Placement.class).orElse(Placement.AUTO);
    Precision precision = section.choice("precision", Precision.class).orElse(Precision.AUTO);
    BadRows badRows = section.choice("bad-rows", BadRows.class).orElse(BadRows.FAIL);
    boolean header = !reads.test("header") || section.flag("header").orElse(true);
    Optional<String> delimiter =
        reads.test("delimiter") ? section.characters("delimiter") : Optional.empty();
    section.done(elsewhere);
    return new DataConfig(
        train,
        validation,
        format.orElse(Format.LIBSVM),
        label.orElse("label"),
        features.isEmpty() ? List.of("features") : features,
        weight,
        indexBase.orElse(IndexBase.ONE),
        numFeatures,
        partitions,
        placement,
        precision,
        badRows,
        header ? CsvHeader.PRESENT : CsvHeader.ABSENT,
        delimiter.orElse(","));
  }

  /** The keys that have no meaning with a format, and why. */
  private static Map<String, String> elsewhere(Format format) {
    Map<String, String> elsewhere = new LinkedHashMap<>();
    if (format == Format.LIBSVM) {
      for (String key : List.of("label", "features", "weight")) {
        elsewhere.put(key, "libsvm files have no columns");
      }
    } else {
      elsewhere.put("index-base", "only libsvm files have indices");
    }
    if (format != Format.CSV) {
      elsewhere.put("header", "only csv files have a header");
      elsewhere.put("delimiter", "only csv files have delimiters");
    }
    return elsewhere;
  }

  private static ValidationSource validation(Section section, long seed) {
    List<ValidationSource> given = new ArrayList<>();
    List<String> paths = section.texts("validation");
    if (!paths.isEmpty()) {
      given.add(new ValidationSource.Paths(paths));
    }
    OptionalDouble fraction =
        section.number("validation-fraction", x -> x > 0 && x < 1, "a number between 0 and 1");
    if (fraction.isPresent()) {
      given.add(new ValidationSource.Fraction(fraction.getAsDouble(), seed));
    }
    section
        .text("validation-column")
        .ifPresent(column -> given.add(new ValidationSource.Column(column)));
    if (given.size() > 1) {
      section.error(
          "validation",
          "Invalid data.validation: more than one source (allowed: one of validation,"
              + " validation-fraction, validation-column)");
    }
    return given.isEmpty() ? new ValidationSource.None() : given.get(0);
  }

  /** Whether a source of validation rows is named, be it a wrong one. */
  static boolean validates(Section section) {
    return section.has("validation")
        || section.has("validation-fraction")
        || section.has("validation-column");
  }

  /** Whether the format is libsvm for sure, be it by the name of the first path. */
  static boolean isLibsvm(Section section) {
    Optional<Format> format =
        section.has("format")
            ? section.text("format").filter(Format.LIBSVM.key()::equals).map(key -> Format.LIBSVM)
            : section.texts("train").stream().findFirst().flatMap(Format::ofPath);
    return format.filter(Format.LIBSVM::equals).isPresent();
  }

  private static void checkNames(
      Section section, List<String> train, ValidationSource validation, Format format) {
    checkNames(section, "train", train, format);
    if (validation instanceof ValidationSource.Paths paths) {
      checkNames(section, "validation", paths.paths(), format);
    }
  }

  /** All files have one format: names that tell another one are wrong. */
  private static void checkNames(Section section, String key, List<String> paths, Format format) {
    for (String path : paths) {
      Optional<Format> named = Format.ofOwnExtension(path);
      if (named.isPresent() && named.get() != format) {
        section.error(
            key,
            "Invalid data."
                + key
                + ": "
                + path
                + " is "
                + named.get()
                + " by its name, and the first training path "
                + format
                + " (allowed: one format; data.format says which)");
        return;
      }
    }
  }

  private static Optional<Format> format(Section section, List<String> train) {
    Optional<Format> format = section.choice("format", Format.class);
    if (!section.has("format") && !train.isEmpty()) {
      format = Format.ofPath(train.get(0));
      if (format.isEmpty()) {
        section.error(
            "train",
            "Missing data.format: the name "
                + train.get(0)
                + " does not tell it (allowed: libsvm, parquet, csv, json, orc)");
      }
    }
    if (format.filter(Format.LIBSVM::equals).isPresent() && section.has("validation-column")) {
      section.error(
          "validation-column",
          "Invalid data.validation-column: it has no effect here (libsvm files have no columns)");
    }
    return format;
  }
}
