package io.sparksgd.input.scan;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.Secrets;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.format.BadRow;
import io.sparksgd.input.format.FeatureColumns;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.KnownCategories;
import io.sparksgd.input.format.SegmentCounts;
import io.sparksgd.input.format.SpannedLines;
import io.sparksgd.input.source.CsvRows;
import io.sparksgd.input.source.SourceFiles;
import io.sparksgd.input.source.Sources;
import io.sparksgd.message.ControlCharacters;
import io.sparksgd.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a scan: bad rows, number of rows, sizes, weights. */
public final class ScanChecks {
  private static final Logger LOG = LoggerFactory.getLogger(ScanChecks.class);

  /** An option of a command that scores rows. */
  private static final String KEEP = "--keep-bad-rows";

  private final SparkSession spark;
  private final InputOptions options;

  public ScanChecks(SparkSession spark, InputOptions options) {
    this.spark = spark;
    this.options = options;
  }

  /** Checks that there are no bad rows unless the options allow them. */
  public void checkRows(Scan scan) throws InputException {
    checkBadRows(scan);
    warnOfLongRows(scan);
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
        "{} bad rows left out of {}; first: {}{}",
        count,
        shown(scan.source().name()),
        shown("Invalid row: " + place + ": " + bad.get().reason),
        shown(badLines(scan)));
  }

  private static String shown(String text) {
    return ControlCharacters.shown(Secrets.hidden(text));
  }

  /** Bad rows may have swallowed good ones. */
  private String badLines(Scan scan) {
    SpannedLines bad = scan.total().badLines;
    return bad.rows == 0
        ? ""
        : "; bad rows of several lines: "
            + bad.rows
            + ", lines in all: "
            + bad.lines
            + ", the first at "
            + place(scan, first(scan, counts -> counts.badLines))
            + " (a wrong quote makes one row of many)";
  }

  private void warnOfLongRows(Scan scan) {
    SpannedLines good = scan.total().goodLines;
    if (good.rows > 0) {
      LOG.warn(
          "Rows of {} that go over more than {} lines: {}, lines in all: {}, the first at {} (a"
              + " wrong quote makes one row of many)",
          shown(scan.source().name()),
          CsvRows.MOST_LINES,
          good.rows,
          good.lines,
          shown(place(scan, first(scan, counts -> counts.goodLines))));
    }
  }

  /** The first of these rows in the order of the source. */
  private static BadRow first(Scan scan, Function<SegmentCounts, SpannedLines> lines) {
    return scan.order().stream()
        .map(Scan.Place::counts)
        .filter(counts -> lines.apply(counts).rows > 0)
        .map(
            counts -> new BadRow(counts.file, counts.blockStart, lines.apply(counts).first, "long"))
        .findFirst()
        .orElseThrow();
  }

  /** Checks rows for training or evaluation. */
  public void check(Scan scan) throws InputException {
    checkRows(scan);
    if (scan.total().rows == 0) {
      throw Sources.noRows(scan.source().name());
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
  public static void checkWeights(List<BlockSet> sets, String name) throws InputException {
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
