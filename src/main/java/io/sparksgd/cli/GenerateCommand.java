package io.sparksgd.cli;

import io.sparksgd.cli.folder.Place;
import io.sparksgd.cli.generate.GenerateFormat;
import io.sparksgd.cli.generate.GenerateKind;
import io.sparksgd.cli.generate.GenerateResult;
import io.sparksgd.cli.generate.GenerateSettings;
import io.sparksgd.cli.generate.Generator;
import io.sparksgd.cli.job.Session;
import io.sparksgd.cli.text.ShortNumbers;
import io.sparksgd.config.Secrets;
import io.sparksgd.message.ControlCharacters;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code generate}: seeded synthetic data with a known best loss. */
@Command(
    name = "generate",
    description = "Generates seeded synthetic data whose best reachable loss is known.",
    mixinStandardHelpOptions = true)
final class GenerateCommand extends VerboseCommand {
  @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
  private GenerateKind kind;

  @Option(names = "--rows", required = true, description = "Number of rows.")
  private long rows;

  @Option(names = "--out", required = true, description = "Folder to write; must not exist.")
  private String target;

  @Option(
      names = "--seed",
      description = "Seed of the true model and of the rows (default: ${DEFAULT-VALUE}).")
  private long seed = 42;

  @Option(
      names = "--first-row",
      description =
          "Number of the first row: another number gives fresh rows of the same true model.")
  private long firstRow;

  @Option(names = "--features", description = "Number of features.")
  private Integer features;

  @Option(names = "--partitions", description = "Number of part files.")
  private Integer partitions;

  @Option(names = "--noise", description = "Standard deviation (regression, blobs).")
  private Double noise;

  @Option(names = "--classes", description = "Number of classes (blobs).")
  private Integer classes;

  @Option(names = "--positive-rate", description = "Share of label 1 (click-logs).")
  private Double positiveRate;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: libsvm).")
  private GenerateFormat format;

  @Override
  public Integer call() throws Exception {
    GenerateSettings settings =
        new GenerateSettings(
            kind,
            rows,
            target,
            seed,
            firstRow,
            integer(features),
            integer(partitions),
            number(noise),
            integer(classes),
            number(positiveRate),
            Optional.ofNullable(format));
    settings.check();
    Place.of("--out", target, Session.hadoopSettings()).checkCanBeMade();
    try (Session session = Session.open("spark-sgd generate " + kind)) {
      err().println("Generating " + rows + " rows ...");
      GenerateResult result = Generator.generate(session.spark(), settings);
      out()
          .println(
              ControlCharacters.shown(Secrets.hidden(result.out()))
                  + ": "
                  + result.rows()
                  + " rows, "
                  + result.features()
                  + " features");
      result
          .best()
          .forEach(
              (name, value) -> out().println("best " + name + " " + ShortNumbers.shortForm(value)));
    }
    return ExitCode.DONE;
  }

  private static OptionalInt integer(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static OptionalDouble number(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
