package io.sparksgd.input;

import io.sparksgd.config.ValidationSource;
import io.sparksgd.features.FeatureMaker;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.format.FeatureColumns;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.KnownSizes;
import io.sparksgd.input.format.Purpose;
import io.sparksgd.input.scan.AllRows;
import io.sparksgd.input.scan.DrawnRows;
import io.sparksgd.input.scan.LabelCheck;
import io.sparksgd.input.scan.LabelCoding;
import io.sparksgd.input.scan.MarkedRows;
import io.sparksgd.input.scan.Quarantine;
import io.sparksgd.input.scan.RowChoice;
import io.sparksgd.input.scan.Scan;
import io.sparksgd.input.scan.ScanChecks;
import io.sparksgd.input.scan.Side;
import io.sparksgd.input.source.Source;
import io.sparksgd.input.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads training and validation rows: one pass over each source. */
public final class TrainingReader {

  private final SparkSession spark;
  private final InputOptions options;
  private final ScanChecks checks;
  private final KnownSizes known;
  private boolean excerpt;

  private TrainingReader(SparkSession spark, InputOptions options, KnownSizes known) {
    this.spark = spark;
    this.known = known;
    this.options = options;
    this.checks = new ScanChecks(spark, options);
  }

  /**
   * Reads files. Rows keep the order of the source: files by path, rows by position.
   *
   * @throws InputException if the data cannot be used
   */
  public static TrainingInput read(
      SparkSession spark,
      List<String> trainPaths,
      ValidationSource validation,
      InputOptions options)
      throws InputException {
    return read(spark, trainPaths, validation, options, KnownSizes.NONE);
  }

  /**
   * The same for a run that starts from a model.
   *
   * @throws InputException if the data cannot be used
   */
  public static TrainingInput read(
      SparkSession spark,
      List<String> trainPaths,
      ValidationSource validation,
      InputOptions options,
      KnownSizes known)
      throws InputException {
    TrainingReader reader = new TrainingReader(spark, options, known);
    Source source = Sources.open(spark, trainPaths, options, Purpose.LEARN, columnOf(validation));
    return reader.read(source, validation, Scan::persist);
  }

  /**
   * Reads about this many of the training rows, and of the validation rows, from the beginnings of
   * some splits.
   *
   * @throws InputException if the data cannot be used
   */
  public static TrainingInput excerpt(
      SparkSession spark,
      List<String> trainPaths,
      ValidationSource validation,
      InputOptions options,
      long rows)
      throws InputException {
    return excerpt(spark, trainPaths, validation, options, KnownSizes.NONE, rows);
  }

  /**
   * The same for a run that starts from a model.
   *
   * @throws InputException if the data cannot be used
   */
  public static TrainingInput excerpt(
      SparkSession spark,
      List<String> trainPaths,
      ValidationSource validation,
      InputOptions options,
      KnownSizes known,
      long rows)
      throws InputException {
    TrainingReader reader = new TrainingReader(spark, options, known);
    reader.excerpt = true;
    int splits = Math.max(1, spark.sparkContext().defaultParallelism());
    Source source = Sources.open(spark, trainPaths, options, Purpose.LEARN, columnOf(validation));
    return reader.read(source, validation, from -> Scan.persistExcerpt(from, rows, splits));
  }

  /**
   * Reads the rows of a DataFrame, in the order of its partitions; the format of the options does
   * not matter.
   *
   * @param validation anything but paths
   * @throws InputException if the data cannot be used
   */
  public static TrainingInput read(
      Dataset<Row> data, ValidationSource validation, InputOptions options) throws InputException {
    return read(data, validation, options, KnownSizes.NONE);
  }

  /**
   * The same for a run that starts from a model.
   *
   * @throws InputException if the data cannot be used
   */
  public static TrainingInput read(
      Dataset<Row> data, ValidationSource validation, InputOptions options, KnownSizes known)
      throws InputException {
    TrainingReader reader = new TrainingReader(data.sparkSession(), options, known);
    return reader.read(Sources.of(data, options, columnOf(validation)), validation, Scan::persist);
  }

  private static Optional<String> columnOf(ValidationSource validation) {
    return validation instanceof ValidationSource.Column column
        ? Optional.of(column.name())
        : Optional.empty();
  }

  /** How a source is read. */
  @FunctionalInterface
  private interface Reading {
    Scan of(Source source) throws InputException;
  }

  private TrainingInput read(Source source, ValidationSource validation, Reading reading)
      throws InputException {
    // Opened before the training rows are read, because missing columns show without a pass over
    // the data.
    Optional<Source> second = separate(validation);
    try (Scan scan = reading.of(source)) {
      checks.check(scan);
      if (second.isPresent()) {
        try (Scan validationScan = reading.of(second.get())) {
          checks.check(validationScan);
          return twoSources(scan, validationScan);
        }
      }
      return oneSource(scan, validation);
    }
  }

  /** The validation rows that have files of their own. */
  private Optional<Source> separate(ValidationSource validation) throws InputException {
    return validation instanceof ValidationSource.Paths paths
        ? Optional.of(Sources.open(spark, paths.paths(), options, Purpose.LEARN, Optional.empty()))
        : Optional.empty();
  }

  private TrainingInput oneSource(Scan scan, ValidationSource validation) throws InputException {
    LabelCheck labels = labels(scan);
    List<BlockLayout> layouts = new ArrayList<>();
    if (validation instanceof ValidationSource.Fraction fraction) {
      checkDivisible(scan);
      DrawnRows drawn =
          DrawnRows.validation(fraction.fraction(), fraction.seed(), scan.total().rows);
      layouts.add(trainLayout(scan, drawn.others()));
      layouts.add(layout(scan, drawn));
    } else if (validation instanceof ValidationSource.Column column) {
      checkMarks(scan, column);
      layouts.add(trainLayout(scan, new MarkedRows(Side.TRAIN)));
      layouts.add(layout(scan, new MarkedRows(Side.VALIDATION)));
    } else {
      layouts.add(trainLayout(scan, new AllRows()));
    }
    return persist(List.of(scan), layouts, labels);
  }

  private TrainingInput twoSources(Scan train, Scan validation) throws InputException {
    LabelCheck labels = labels(train).and(validation.total().labels);
    int features = features(train);
    if (validation.total().features > features) {
      throw new InputException(
          words ->
              "Invalid validation data: "
                  + validation.source().name()
                  + " has "
                  + validation.total().features
                  + " features (allowed: "
                  + features
                  + " as in the training data; "
                  + words.name("data.num-features")
                  + " overrides it)");
    }
    return persist(
        List.of(train, validation),
        List.of(trainLayout(train, new AllRows()), layout(validation, new AllRows())),
        labels);
  }

  private int features(Scan train) {
    return options.numFeatures().orElse(Math.max(known.features(), train.total().features));
  }

  private LabelCheck labels(Scan train) {
    LabelCheck labels = new LabelCheck(options, train.total().labels).knowing(known.classes());
    return excerpt ? labels.ofExcerpt() : labels;
  }

  private BlockLayout trainLayout(Scan scan, RowChoice choice) {
    return layout(scan, choice, options.spread());
  }

  /** Validation rows keep the order of the source: every partition has the same weights. */
  private BlockLayout layout(Scan scan, RowChoice choice) {
    return layout(scan, choice, OptionalLong.empty());
  }

  private BlockLayout layout(Scan scan, RowChoice choice, OptionalLong spread) {
    int partitions = Partitions.of(spark, options, scan.total().rows);
    return new BlockLayout(scan, choice, partitions, spread);
  }

  private static void checkDivisible(Scan scan) throws InputException {
    if (scan.total().rows < 2) {
      throw new InputException(
          words ->
              "Invalid "
                  + words.name("data.validation-fraction")
                  + ": "
                  + scan.source().name()
                  + " has 1 row (allowed: with 2 rows or more)");
    }
  }

  private static void checkMarks(Scan scan, ValidationSource.Column column) throws InputException {
    long marked = scan.total().validationRows;
    if (marked == 0 || marked == scan.total().rows) {
      throw new InputException(
          words ->
              "Invalid "
                  + words.name("data.validation-column")
                  + ": "
                  + column.name()
                  + " marks "
                  + marked
                  + " of "
                  + scan.total().rows
                  + " rows (allowed: at least one, and not all)");
    }
  }

  /**
   * Makes the block sets and writes the quarantine, which comes last: only once all else is right.
   *
   * @param layouts of the training rows, and of the validation rows if there are any
   */
  private TrainingInput persist(List<Scan> scans, List<BlockLayout> layouts, LabelCheck labels)
      throws InputException {
    Optional<FittedFeatures> fitted = fit(scans, layouts.get(0));
    int features = fitted.map(FittedFeatures::size).orElseGet(() -> features(scans.get(0)));
    LabelCoding coding = labels.coding();
    List<BlockSet> sets = new ArrayList<>();
    try {
      for (BlockLayout layout : layouts) {
        sets.add(layout.persist(features, coding, options.precision()));
      }
      ScanChecks.checkWeights(sets, scans.get(0).source().name());
      new Quarantine(spark, options).write(scans);
    } catch (InputException e) {
      sets.forEach(BlockSet::close);
      throw e;
    }
    long badRows = 0;
    for (Scan scan : scans) {
      badRows += scan.total().badRows;
    }
    Optional<BlockSet> validation = sets.size() > 1 ? Optional.of(sets.get(1)) : Optional.empty();
    return new TrainingInput(sets.get(0), validation, features, badRows, fitted, labels);
  }

  /** Fits to the training rows what vectors are made with, and has all rows made with it. */
  private Optional<FittedFeatures> fit(List<Scan> scans, BlockLayout train) throws InputException {
    if (!(options.columns().orElse(null) instanceof FeatureColumns.ToFit columns)) {
      return Optional.empty();
    }
    FittedFeatures fitted = FeatureFit.of(columns, train, scans.get(0).source().name());
    FeatureMaker maker = new FeatureMaker(fitted);
    scans.forEach(scan -> scan.make(maker));
    return Optional.of(fitted);
  }
}
