package io.sparksgd.spark.input;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.Secrets;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.message.ControlCharacters;
import io.sparksgd.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges a scan: bad rows, rows at all, sizes, weights. */
final class ScanChecks {
  private static final Logger LOG = LoggerFactory.getLogger(ScanChecks.class);

  /** An option of a command that scores rows. */
  private static final String KEEP = "--keep-bad-rows";

  private final SparkSession spark;
  private final InputOptions options;

  ScanChecks(SparkSession spark, InputOptions options) {
    this.spark = spark;
    this.options = options;
  }

  /** Checks that there are no bad rows unless the options allow them. */
  void checkRows(Scan scan) throws InputException {
    checkBadRows(scan);
    if (scan.total().rows > 0) {
      warnOfUnknown(scan);
    }
  }

  private void warnOfUnknown(Scan scan) {
    if (options.columns().orElse(null) instanceof FeatureColumns.OfModel model) {
      FittedFeatures fitted = model.fitted();
      for (int j = 0; j < scan.total().known.length; j++) {
        if (scan.total().known[j] == 0) {
          String column = fitted.columns().oneHot().get(j);
          LOG.warn("{}", KnownCategories.none(column, fitted, j, scan.source().name()));
        }
      }
    }
  }

  static InputException noRows(String name) {
    return new InputException("Invalid data: " + name + " has no rows (allowed: at least one)");
  }

  private void checkBadRows(Scan scan) throws InputException {
    Optional<BadRow> bad = scan.firstBad();
    if (bad.isEmpty()) {
      return;
    }
    long count = scan.total().badRows;
    String place = place(scan, bad.get());
    Message message = words -> "Invalid row: " + place + ": " + bad.get().told(words);
    if (options.badRows() == BadRows.FAIL) {
      throw new InputException(
          words ->
              message.in(words)
                  + "; "
                  + count
                  + (count == 1 ? " bad row" : " bad rows")
                  + " in all; "
                  + words.set("data.bad-rows", "drop", "quarantine")
                  + " leaves them out"
                  + (words.has(KEEP) ? ", " + KEEP + " keeps those whose features are bad" : ""));
    }
    if (scan.total().rows == 0) {
      throw new InputException(
          words ->
              "Invalid data: all " + count + " rows are bad, the first one: " + message.in(words));
    }
    LOG.warn(
        "{} bad rows left out of {}; first: {}",
        count,
        ControlCharacters.shown(Secrets.hidden(scan.source().name())),
        ControlCharacters.shown(Secrets.hidden("Invalid row: " + place + ": " + bad.get().reason)));
  }

  /** Checks rows that are to be learned from or evaluated. */
  void check(Scan scan) throws InputException {
    checkRows(scan);
    if (scan.total().rows == 0) {
      throw noRows(scan.source().name());
    }
    SegmentCounts total = scan.total();
    String name = scan.source().name();
    if (total.smallestWidth != total.largestWidth) {
      throw new InputException(
          words ->
              "Invalid features: vectors of "
                  + total.smallestWidth
                  + " to "
                  + total.largestWidth
                  + " values in "
                  + name
                  + " (allowed: one size"
                  + (words.has("data.num-features")
                      ? "; " + words.name("data.num-features") + " says which)"
                      : ")"));
    }
    if (options.numFeatures().isEmpty() && total.features == 0) {
      throw new InputException(
          "Invalid data: the rows of " + name + " have no features (allowed: at least one)");
    }
    checkWeights(total.weightSum, "all weights in " + name);
  }

  /** Checks the rows that are trained on and, if there are any, those that are held out. */
  static void checkWeights(List<BlockSet> sets, String name) throws InputException {
    for (int i = 0; i < sets.size(); i++) {
      String part = i == 0 ? "trained on" : "held out";
      checkWeights(
          sets.get(i).weightSum(), "all weights of the rows of " + name + " that are " + part);
    }
  }

  private static void checkWeights(double sum, String which) throws InputException {
    if (sum == 0 || sum == Double.POSITIVE_INFINITY) {
      throw new InputException(
          words ->
              "Invalid "
                  + words.name("data.weight")
                  + ": "
                  + which
                  + (sum == 0
                      ? " are 0 (allowed: a sum above 0)"
                      : " add up to Infinity (allowed: a sum that is a number)"));
    }
  }

  private String place(Scan scan, BadRow bad) {
    if (bad.file.isEmpty()) {
      return "row " + bad.ordinal + " of partition " + bad.blockStart;
    }
    long row = scan.rowInFile(bad);
    String file = SourceFiles.show(bad.file);
    OptionalLong line = scan.source().text().line(spark, bad.file, row);
    return line.isPresent() ? file + ", line " + line.getAsLong() : file + ", row " + row;
  }
}
