package io.sparksgd.cli.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What to generate; what is empty takes the default of the kind.
 *
 * @param rows number of rows, 1 to 10^9
 * @param out the folder to write; must not exist
 * @param seed makes the truth (weights, centers) and the rows
 * @param firstRow number of the first row, 0 to 10^12: with the same seed and other row numbers
 *     come fresh rows of the same truth, for example for a test set
 * @param features number of features; 262144 (click-logs), 20 (regression), 10 (blobs), 1000
 *     (interactions, a tenth for each field) when empty
 * @param partitions number of part files; Spark's default parallelism when empty; no influence on
 *     the rows
 * @param noise standard deviation: of the label around the truth (regression, 0.5 when empty), of a
 *     class around its center (blobs, 1 when empty); not for click-logs and interactions
 * @param classes number of classes, 2 to 1000; 3 when empty; blobs only
 * @param positiveRate expected share of label 1, 0.001 to 0.999; 0.25 when empty; click-logs only
 * @param format libsvm when empty
 */
public record GenerateSettings(
    GenerateKind kind,
    long rows,
    String out,
    long seed,
    long firstRow,
    OptionalInt features,
    OptionalInt partitions,
    OptionalDouble noise,
    OptionalInt classes,
    OptionalDouble positiveRate,
    Optional<GenerateFormat> format) {

  static final long DEFAULT_SEED = 42;

  private static final long MAX_ROWS = 1_000_000_000L;
  private static final long MAX_FIRST_ROW = 1_000_000_000_000L;
  private static final int MAX_PARTITIONS = 100_000;
  private static final int MAX_CLASSES = 1000;
  private static final long MAX_CENTERS = 10_000_000L;
  private static final double MAX_NOISE = 1e6;
  private static final double MIN_RATE = 0.001;

  /** Everything else at its default; seed 42. */
  public static GenerateSettings of(GenerateKind kind, long rows, String out) {
    return new GenerateSettings(
        kind,
        rows,
        out,
        DEFAULT_SEED,
        0,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.empty());
  }

  /**
   * Checks everything that can be checked without Spark.
   *
   * @throws GenerateException with all problems, one a line
   */
  public void check() {
    List<String> problems = new ArrayList<>();
    inRange(problems, "rows", rows, 1, MAX_ROWS);
    inRange(problems, "first-row", firstRow, 0, MAX_FIRST_ROW);
    if (out.isBlank()) {
      problems.add("Invalid out: '' (allowed: the path of a folder that does not exist)");
    }
    features.ifPresent(
        n -> inRange(problems, "features", n, kind.minFeatures(), kind.maxFeatures()));
    if (kind == GenerateKind.INTERACTIONS && featuresOrDefault() % InteractionModel.FIELDS != 0) {
      problems.add(
          "Invalid features: %d for interactions (allowed: multiples of %d)"
              .formatted(featuresOrDefault(), InteractionModel.FIELDS));
    }
    partitions.ifPresent(n -> inRange(problems, "partitions", n, 1, MAX_PARTITIONS));
    checkNoise(problems);
    checkClasses(problems);
    checkPositiveRate(problems);
    if (isSparse()
        && (formatOrDefault() == GenerateFormat.CSV || formatOrDefault() == GenerateFormat.JSON)) {
      problems.add(
          "Invalid format: %s for %s, which is sparse (allowed: libsvm, parquet)"
              .formatted(formatOrDefault(), kind));
    }
    if (!problems.isEmpty()) {
      throw new GenerateException(String.join("\n", problems));
    }
  }

  private boolean isSparse() {
    return kind == GenerateKind.CLICK_LOGS || kind == GenerateKind.INTERACTIONS;
  }

  int featuresOrDefault() {
    return features.orElse(kind.defaultFeatures());
  }

  double noiseOrDefault() {
    return noise.orElse(kind == GenerateKind.BLOBS ? 1.0 : 0.5);
  }

  int classesOrDefault() {
    return classes.orElse(3);
  }

  double positiveRateOrDefault() {
    return positiveRate.orElse(0.25);
  }

  GenerateFormat formatOrDefault() {
    return format.orElse(GenerateFormat.LIBSVM);
  }

  private void checkNoise(List<String> problems) {
    if (noise.isEmpty()) {
      return;
    }
    double sigma = noise.getAsDouble();
    if (isSparse()) {
      problems.add(foreign("noise", sigma, "regression, blobs"));
    } else if (!(sigma > 0 && sigma <= MAX_NOISE)) {
      problems.add("Invalid noise: " + sigma + " (allowed: above 0 to 1000000)");
    }
  }

  private void checkClasses(List<String> problems) {
    if (classes.isEmpty()) {
      return;
    }
    if (kind == GenerateKind.BLOBS) {
      inRange(problems, "classes", classes.getAsInt(), 2, MAX_CLASSES);
      if ((long) classes.getAsInt() * featuresOrDefault() > MAX_CENTERS) {
        problems.add(
            "Invalid classes: %d with %d features (allowed: classes x features up to %d)"
                .formatted(classes.getAsInt(), featuresOrDefault(), MAX_CENTERS));
      }
    } else {
      problems.add(foreign("classes", classes.getAsInt(), "blobs"));
    }
  }

  private void checkPositiveRate(List<String> problems) {
    if (positiveRate.isEmpty()) {
      return;
    }
    double rate = positiveRate.getAsDouble();
    if (kind != GenerateKind.CLICK_LOGS) {
      problems.add(foreign("positive-rate", rate, "click-logs"));
    } else if (!(rate >= MIN_RATE && rate <= 1 - MIN_RATE)) {
      problems.add("Invalid positive-rate: " + rate + " (allowed: 0.001 to 0.999)");
    }
  }

  private String foreign(String option, Object value, String kinds) {
    return "Invalid %s: %s for %s, which does not have it (allowed with: %s)"
        .formatted(option, value, kind, kinds);
  }

  private static void inRange(
      List<String> problems, String option, long value, long least, long most) {
    if (value < least || value > most) {
      problems.add("Invalid %s: %d (allowed: %d to %d)".formatted(option, value, least, most));
    }
  }
}
