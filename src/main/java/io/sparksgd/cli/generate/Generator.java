package io.sparksgd.cli.generate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Generates data: checks the settings, draws the rows in parallel, writes them and their figures.
 */
public final class Generator {

  /** The figures, in the output folder; Spark ignores names that begin like this. */
  static final String FIGURES = "_generated.json";

  /** The folder exists and is empty. */
  private static final SaveMode INTO_FOLDER = SaveMode.Append;

  private final SparkSession session;
  private final GenerateSettings settings;
  private final RowModel model;
  private final JavaRDD<RowRange> ranges;

  private Generator(SparkSession session, GenerateSettings settings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    int partitions = settings.partitions().orElse(context.defaultParallelism());
    var split = RowRange.split(settings.firstRow(), settings.rows(), partitions);
    this.session = session;
    this.settings = settings;
    this.model = RowModel.of(settings);
    this.ranges = context.parallelize(split, split.size());
  }

  /**
   * Writes a folder of part files and {@code _generated.json}; it appears whole or not at all.
   *
   * @throws GenerateException if the settings are wrong or the output exists
   * @throws IOException if the folder cannot be written
   */
  public static GenerateResult generate(SparkSession session, GenerateSettings settings)
      throws IOException {
    settings.check();
    try (GeneratedFolder folder =
        GeneratedFolder.open(settings.out(), session.sparkContext().hadoopConfiguration())) {
      return new Generator(session, settings).run(folder);
    }
  }

  private GenerateResult run(GeneratedFolder folder) throws IOException {
    writeRows(folder.path());
    GenerateResult result =
        new GenerateResult(
            settings.out(), settings.rows(), model.features(), classes(), bestFigures());
    ObjectMapper json = new ObjectMapper();
    folder.write(FIGURES, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(figures(result)));
    folder.commit();
    return result;
  }

  private void writeRows(String path) {
    switch (settings.formatOrDefault()) {
      case LIBSVM -> {
        JavaRDD<String> lines = ranges.flatMap(new DrawRows<>(model, new LibsvmShape()));
        session.createDataset(lines.rdd(), Encoders.STRING()).write().mode(INTO_FOLDER).text(path);
      }
      case PARQUET -> {
        var rows = ranges.flatMap(new DrawRows<>(model, new VectorShape(model.features())));
        session.createDataFrame(rows, VectorShape.schema()).write().mode(INTO_FOLDER).parquet(path);
      }
      case CSV -> {
        var rows = ranges.flatMap(new DrawRows<>(model, new ColumnShape()));
        var schema = ColumnShape.schema(model.features());
        session
            .createDataFrame(rows, schema)
            .write()
            .mode(INTO_FOLDER)
            .option("header", true)
            .csv(path);
      }
      case JSON -> {
        var rows = ranges.flatMap(new DrawRows<>(model, new ColumnShape()));
        session
            .createDataFrame(rows, ColumnShape.schema(model.features()))
            .write()
            .mode(INTO_FOLDER)
            .json(path);
      }
    }
  }

  private OptionalInt classes() {
    return switch (settings.kind()) {
      case CLICK_LOGS, INTERACTIONS -> OptionalInt.of(2);
      case REGRESSION -> OptionalInt.empty();
      case BLOBS -> OptionalInt.of(settings.classesOrDefault());
    };
  }

  /** Regression: {@code noise^2 / 2}; classes: mean entropy of the true probabilities. */
  private SortedMap<String, Double> bestFigures() {
    SortedMap<String, Double> best = new TreeMap<>();
    if (settings.kind() == GenerateKind.REGRESSION) {
      double noise = settings.noiseOrDefault();
      best.put("loss", noise * noise / 2);
      best.put("rmse", noise);
      return best;
    }
    SumExpectations.Sums sums =
        ranges.map(new SumExpectations(model)).reduce(new SumExpectations.Add());
    best.put("loss", sums.meanLoss(settings.rows()));
    best.put("log-loss", sums.meanLoss(settings.rows()));
    best.put("accuracy", sums.meanAccuracy(settings.rows()));
    return best;
  }

  private Map<String, Object> figures(GenerateResult result) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("kind", settings.kind().toString());
    figures.put("rows", result.rows());
    figures.put("first-row", settings.firstRow());
    figures.put("seed", settings.seed());
    figures.put("features", result.features());
    result.classes().ifPresent(classes -> figures.put("classes", classes));
    if (settings.kind() == GenerateKind.CLICK_LOGS) {
      figures.put("positive-rate", settings.positiveRateOrDefault());
    } else if (settings.kind() != GenerateKind.INTERACTIONS) {
      figures.put("noise", settings.noiseOrDefault());
    }
    figures.put("format", settings.formatOrDefault().toString());
    figures.put("best", result.best());
    return figures;
  }
}
