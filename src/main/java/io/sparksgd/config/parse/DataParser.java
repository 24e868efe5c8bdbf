package io.sparksgd.config.parse;

import io.sparksgd.config.DataConfig;
import io.sparksgd.config.Format;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ValidationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the group {@code data}. */
final class DataParser {
  static final RecordKeys<DataConfig> KEYS = new RecordKeys<>(DataConfig.class);
  static final RecordKeys<ValidationSource.Paths> PATHS =
      new RecordKeys<>(ValidationSource.Paths.class);
  static final RecordKeys<ValidationSource.Fraction> FRACTION =
      new RecordKeys<>(ValidationSource.Fraction.class);
  static final RecordKeys<ValidationSource.Column> COLUMN =
      new RecordKeys<>(ValidationSource.Column.class);

  private DataParser() {}

  static DataConfig parse(Section section, long seed) {
    RecordKeys.Reading<DataConfig> reading = KEYS.reading(section);
    List<?> train = (List<?>) reading.get("train");
    reading.with("validation", validation(section, seed));
    // Without a known format nothing is called wrong because of it.
    Optional<Format> format = format(section, train);
    if (format.isPresent() && !section.has("format")) {
      checkNames(section, reading, format.get());
    }
    if (format.isEmpty()) {
      KEYS.keys().stream()
          .filter(key -> !key.component().equals("format"))
          .forEach(key -> reading.get(key.component()));
    }
    return reading.with("format", format.orElse(Format.LIBSVM)).readAll();
  }

  private static ValidationSource validation(Section section, long seed) {
    List<ValidationSource> given = new ArrayList<>();
    if (section.has("validation")) {
      given.add(PATHS.read(section));
    }
    if (section.has("validation-fraction")) {
      given.add(FRACTION.reading(section).with("seed", seed).read());
    }
    if (section.has("validation-column")) {
      given.add(COLUMN.read(section));
    }
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
      Section section, RecordKeys.Reading<DataConfig> reading, Format format) {
    checkNames(section, "train", (List<?>) reading.get("train"), format);
    if (reading.get("validation") instanceof ValidationSource.Paths paths) {
      checkNames(section, "validation", paths.paths(), format);
    }
  }

  /** All files have one format: names that tell another one are wrong. */
  private static void checkNames(Section section, String key, List<?> paths, Format format) {
    for (Object path : paths) {
      Optional<Format> named = Format.ofOwnExtension((String) path);
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

  private static Optional<Format> format(Section section, List<?> train) {
    Optional<Format> format = section.choice("format", Format.class);
    if (!section.has("format") && !train.isEmpty()) {
      format = Format.ofPath((String) train.get(0));
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

  /** The keys, those of what the group {@code features} says left out where it is given. */
  static Map<String, Object> toMap(JobConfig job) {
    DataConfig data = job.data();
    Map<String, Object> map = KEYS.map(data);
    if (job.features().isPresent()) {
      map.remove("features");
    }
    if (data.validation() instanceof ValidationSource.Paths paths) {
      map.putAll(PATHS.map(paths));
    } else if (data.validation() instanceof ValidationSource.Fraction fraction) {
      map.putAll(FRACTION.map(fraction));
    } else if (data.validation() instanceof ValidationSource.Column column) {
      map.putAll(COLUMN.map(column));
    }
    return map;
  }
}
