package io.sparksgd.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.table.RandomTable.Column;
import io.sparksgd.table.RandomTable.Role;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Trains and predicts on a random table in all formats and in the ML API, and compares. */
final class TableCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicLong FOLDERS = new AtomicLong();
  private static final Duration SHRINKING = Duration.ofSeconds(45);

  private final RandomTable table;
  private final Path folder;

  private TableCheck(RandomTable table, Path folder) {
    this.table = table;
    this.folder = folder;
  }

  /** What is wrong with a table; null if nothing is. */
  static Throwable failure(RandomTable table, Path directory) {
    try {
      new TableCheck(table, directory.resolve("table-" + FOLDERS.incrementAndGet())).check();
      return null;
    } catch (Exception | AssertionError e) {
      return e;
    }
  }

  /** The table without the rows and columns that the same kind of failure does not need. */
  static RandomTable shrunken(RandomTable table, Throwable failure, Path directory) {
    Instant end = Instant.now().plus(SHRINKING);
    RandomTable small = table;
    for (Column column : table.columns()) {
      boolean isNeeded =
          Set.of(Role.ID, Role.LABEL).contains(column.role())
              || (isFeature(column)
                  && small.columns().stream().filter(TableCheck::isFeature).count() == 1);
      if (!isNeeded && Instant.now().isBefore(end)) {
        small = smaller(small, small.without(column), failure, directory);
      }
    }
    for (int row = small.rows().size() - 1; row >= 0 && small.rows().size() > 3; row--) {
      if (Instant.now().isBefore(end)) {
        small = smaller(small, small.withoutRow(row), failure, directory);
      }
    }
    return small;
  }

  private static RandomTable smaller(
      RandomTable from, RandomTable to, Throwable last, Path directory) {
    Throwable failure = failure(to, directory);
    return failure != null && kind(failure).equals(kind(last)) ? to : from;
  }

  private static boolean isFeature(Column column) {
    return Set.of(Role.NUMBER, Role.ONE_HOT, Role.HASH).contains(column.role());
  }

  /** What was compared, or what was refused. */
  private static String kind(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("refused: ")
        ? message.replaceAll("(?s).*?(Invalid [a-z.-]+|refused).*", "$1")
        : message.replaceAll("(?s)^(.{10}).*", "$1");
  }

  private List<String> formats() {
    // Spark's ORC writer changes names with backticks.
    boolean isOrc = table.columns().stream().noneMatch(column -> column.name().contains("`"));
    return isOrc ? List.of("csv", "json", "parquet", "orc") : List.of("csv", "json", "parquet");
  }

  private void check() throws Exception {
    Map<String, Trained> models = new LinkedHashMap<>();
    List<String> formats = formats();
    for (int i = 0; i < formats.size(); i++) {
      write(formats.get(i), i);
      models.put(formats.get(i), train(formats.get(i)));
    }
    Trained first = models.get("csv");
    models.forEach((format, model) -> assertThat(model).as("model of " + format).isEqualTo(first));
    Map<Long, String> predictions = null;
    for (int i = 0; i < formats.size(); i++) {
      String by = formats.get((i + 1) % formats.size());
      Predictions found = predict(formats.get(i), by);
      found.checkCells();
      if (predictions == null) {
        predictions = found.predictions();
      }
      assertThat(found.predictions())
          .as(formats.get(i) + " predicted by the model of " + by)
          .isEqualTo(predictions);
    }
    new MlTableCheck(table, folder).check(predictions);
  }

  private void write(String format, int number) throws IOException {
    TableFiles files = new TableFiles(table, number);
    Path data = folder.resolve(format);
    switch (format) {
      case "csv" -> files.csv(data);
      case "json" -> files.json(data);
      default -> files.typed(format, data);
    }
  }

  /** What must not depend on the format. */
  private record Trained(String weights, String digest, JsonNode columns, JsonNode labels) {}

  private Trained train(String format) throws IOException {
    Path output = folder.resolve("run-" + format);
    Path job =
        Files.writeString(
            folder.resolve(format + ".yaml"),
            table.job().file(table, format, folder.resolve(format), output));
    done("train", job.toString());
    JsonNode model = JSON.readTree(output.resolve("model/model.json").toFile());
    JsonNode summary = JSON.readTree(output.resolve("summary.json").toFile());
    return new Trained(
        HexFormat.of().formatHex(Files.readAllBytes(output.resolve("model/weights.bin"))),
        summary.path("weights-digest").asText(),
        model.path("columns"),
        model.path("labels"));
  }

  private Predictions predict(String format, String by) throws Exception {
    Path out = folder.resolve("predicted-" + format);
    List<String> command =
        new ArrayList<>(
            List.of(
                "predict",
                "--model",
                folder.resolve("run-" + by).toString(),
                "--data",
                folder.resolve(format).toString(),
                "--format",
                format,
                "--out",
                out.toString(),
                "--out-format",
                format));
    if (table.hasBadRows()) {
      command.add("--keep-bad-rows");
    }
    done(command.toArray(new String[0]));
    return Predictions.of(table, format, folder.resolve(format), out);
  }

  private static void done(String... command) {
    CommandLineRun run = CommandLineRun.of(command);
    assertThat(run.exitCode())
        .as("refused: " + Arrays.toString(command) + "\n" + run.err())
        .isZero();
  }
}
