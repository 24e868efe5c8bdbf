package io.sparksgd.cli;

import io.sparksgd.cli.folder.ModelPlace;
import io.sparksgd.cli.folder.Place;
import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.cli.job.Session;
import io.sparksgd.config.Format;
import io.sparksgd.config.Secrets;
import io.sparksgd.input.DatasetRows;
import io.sparksgd.input.format.HandleInvalid;
import io.sparksgd.message.ControlCharacters;
import io.sparksgd.message.Wording;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.model.WholeFiles;
import io.sparksgd.score.Predictor;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code predict}: the rows with prediction columns. */
@Command(
    name = "predict",
    description = {
      "Writes rows with the predictions of a model.",
      "A prediction is a number, or a label as the model was trained on: a class number, or -1 or"
          + " 1.",
      "Added columns: prediction, and probability (one value for each class; in CSV a column each)."
    },
    mixinStandardHelpOptions = true)
final class PredictCommand extends VerboseCommand {
  private static final String VECTOR = "_sgd_features";
  private static final String KEEP_BAD_ROWS = "--keep-bad-rows";

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A model folder, or the output folder of a run.")
  private String folder;

  @Mixin private ModelData data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "Folder to write; must not exist.")
  private String target;

  @Option(
      names = "--out-format",
      description = "parquet, csv, json or orc (default: from the name of --out, else parquet).")
  private Format outFormat;

  @Option(
      names = KEEP_BAD_ROWS,
      description =
          "Write rows whose features are missing or not finite numbers, with null predictions and"
              + " probabilities. Not with --drop-bad-rows.")
  private boolean keepBadRows;

  @Override
  Wording words() {
    return new OptionWording(KEEP_BAD_ROWS);
  }

  @Override
  public Integer call() throws Exception {
    HandleInvalid invalid = data.handleInvalid(keepBadRows);
    if (outFormat == Format.LIBSVM) {
      throw new WrongInputException(
          "Invalid --out-format: libsvm has no columns (allowed: parquet, csv, json, orc)");
    }
    Configuration settings = Session.hadoopSettings();
    TrainedModel model = ModelPlace.load("--model", folder, settings);
    Place.of("--out", target, settings).checkCanBeMade();
    try (Session session = Session.open("spark-sgd predict")) {
      Format format = outFormat != null ? outFormat : byName();
      Path place = new Path(target);
      WholeFiles files = WholeFiles.of(place, session.hadoop());
      err().println("Reading " + Secrets.hidden(String.join(", ", data.paths())) + " ...");
      SparkSession spark = session.spark();
      DatasetRows.Found found =
          DatasetRows.find(
              spark, data.paths(), data.options(spark, model), invalid, format, VECTOR);
      PredictionFiles predictions = new PredictionFiles(format, model);
      predictions.check(found.columns(), found.fields());
      DatasetRows rows = found.read();
      Dataset<Row> predicted = Predictor.predict(rows.rows(), model);
      files.folder(place, temporary -> predictions.write(predicted, rows, temporary));
      out().println("wrote " + ControlCharacters.shown(Secrets.hidden(target)));
    }
    return ExitCode.DONE;
  }

  private Format byName() {
    return Format.ofPath(target).filter(format -> format != Format.LIBSVM).orElse(Format.PARQUET);
  }
}
