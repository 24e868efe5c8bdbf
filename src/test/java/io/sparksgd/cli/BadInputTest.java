package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong input ends with its exit code, a clear line, and nothing written. */
class BadInputTest {
  private static final String GOOD = "1 1:2\n0 1:1\n";
  private static final String LOGISTIC = "data: {train: @}\nmodel: {kind: logistic}\n";
  private static final String LINEAR = "data: {train: @}\nmodel: {kind: linear}\n";
  private static final String CSV = "data: {train: @, features: [a, b]}\nmodel: {kind: linear}\n";

  /** A model and checkpoints that are right. */
  @TempDir private static Path good;

  @TempDir private Path directory;

  /** Writes the input into a folder and returns the command. */
  @FunctionalInterface
  private interface Input {
    List<String> writeTo(Path folder) throws IOException;
  }

  private record BadInput(String name, Input input, int exitCode, List<String> messages) {
    BadInput endsWith(int other) {
      return new BadInput(name, input, other, messages);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static BadInput input(String name, Input input, String... messages) {
    return new BadInput(name, input, 2, List.of(messages));
  }

  private static BadInput command(String name, String command, String... messages) {
    return input(
        name, folder -> List.of(command.replace("@", folder.toString()).split(" ", -1)), messages);
  }

  /** {@code @} in the settings is the file. */
  private static BadInput file(
      String name, String file, byte[] content, String settings, String... messages) {
    return input(
        name,
        folder -> {
          Path data = Files.write(folder.resolve(file), content);
          return job(folder, settings.replace("@", data.toString()));
        },
        messages);
  }

  private static List<String> job(Path folder, String settings) throws IOException {
    Path job = folder.resolve("job.yaml");
    Files.writeString(job, "name: bad\noutput: " + folder.resolve("out") + "\n" + settings);
    return List.of("train", job.toString());
  }

  private static BadInput text(
      String name, String file, String content, String settings, String... messages) {
    return file(name, file, content.getBytes(StandardCharsets.UTF_8), settings, messages);
  }

  private static BadInput rows(String name, String rows, String settings, String... messages) {
    return text(name, "rows.libsvm", rows, settings, messages);
  }

  private static BadInput csv(String name, String rows, String settings, String... messages) {
    return text(name, "rows.csv", rows, settings, messages);
  }

  private static BadInput yaml(String name, String yaml, String... messages) {
    return input(
        name,
        folder -> {
          Path job = folder.resolve("job.yaml");
          Files.writeString(job, yaml);
          return List.of("train", job.toString());
        },
        messages);
  }

  static Stream<BadInput> commandLines() {
    return Stream.of(
        command("an unknown command", "trian job.yaml", "trian"),
        command("no job file", "train", "JOB.yaml"),
        command("no model", "evaluate --data x", "--model"),
        command("rows that are no number", "generate blobs --rows many --out x", "--rows", "many"),
        command("a job file that is not there", "train @/no.yaml", "no.yaml does not exist"),
        command("a job file that is a folder", "train @", "cannot be read"),
        command(
            "a model that is not there",
            "evaluate --model @/no-model --data x.libsvm",
            "no-model has no model.json"),
        command(
            "a model to predict with that is not there",
            "predict --model @/no-model --data x.libsvm --out @/out",
            "no-model has no model.json"),
        command("nothing to inspect", "inspect @/no-model", "no-model does not exist"),
        command("something else to inspect", "inspect @", "is neither a model, a finished run"),
        command(
            "a file of digits that is none",
            "convert --images @/i --labels @/l --out @/o.libsvm",
            "Invalid IDX file: ",
            "does not exist"));
  }

  static Stream<BadInput> jobFiles() {
    return Stream.of(
        yaml(
            "an unknown key",
            "name: x\ndata: {train: a.libsvm}\nmodel: {kind: linear}\n"
                + "optimizer: {learning-rte: 0.1}\noutput: o\n",
            "learning-rte",
            "learning-rate"),
        yaml(
            "several errors at once",
            "name: x\ndata: {train: a.libsvm, index-base: two}\nmodel: {kind: linaer}\n"
                + "batch: {size: many}\nseed: x\noutput: o\n",
            "data.index-base",
            "model.kind",
            "linear",
            "batch.size",
            "many",
            "seed"),
        yaml(
            "an object tag",
            "name: !!javax.script.ScriptEngineManager [a]\n",
            "job.yaml:1: Invalid tag: tag:yaml.org,2002:javax.script.ScriptEngineManager"
                + " (allowed: none)"),
        yaml(
            "aliases that multiply",
            "a: &a [x, x, x, x]\nb: &b ["
                + "*a, ".repeat(9)
                + "*a]\nc: ["
                + "*b, ".repeat(39)
                + "*b]\nd: [*b]\n"
                + "e: 1\n".repeat(2),
            "Invalid"),
        yaml(
            "deep nesting",
            "a: " + "[".repeat(5000) + "]".repeat(5000),
            "nested deeper than 20 levels"),
        yaml("no map", "[a, b]\n", "it is not a map of groups"),
        yaml("nothing", "", "it is not a map of groups"),
        yaml("a key that stands twice", "seed: 1\nseed: 2\n", "seed stands twice"),
        yaml("a large file", "#".repeat(5 << 20), "has 5242880 bytes (allowed: up to 4194304)"),
        input(
            "a job file that is no text",
            folder -> {
              Path job =
                  Files.write(folder.resolve("job.yaml"), new byte[] {'a', ':', (byte) 0xFF});
              return List.of("train", job.toString());
            },
            "is not UTF-8 text"),
        rows(
            "a schedule without an end",
            GOOD,
            LOGISTIC + "batch: {size: 1}\nschedule: {kind: cosine}\nstop: {minutes: 1}\n",
            "schedule",
            "steps"),
        rows(
            "a batch larger than the data",
            GOOD,
            LOGISTIC + "batch: {size: 3}\n",
            "batch.size",
            "2 training rows"),
        rows(
            "a class that is no model",
            GOOD,
            "data: {train: @}\nmodel: {kind: custom, class: java.lang.Thread}\n",
            "java.lang.Thread (allowed: a class that implements "));
  }

  static Stream<BadInput> files() {
    return Stream.of(
        input(
            "a file that is not there",
            folder -> job(folder, LINEAR.replace("@", folder.resolve("no.libsvm").toString())),
            "no.libsvm (no such file"),
        rows("an empty file", "", LINEAR, "rows.libsvm has no rows"),
        rows("only comments", "# a\n\n#b\n", LINEAR, "rows.libsvm has no rows"),
        input(
            "an empty folder",
            folder -> {
              Path data = Files.createDirectory(folder.resolve("data.libsvm"));
              return job(folder, LINEAR.replace("@", data.toString()));
            },
            "data.libsvm"),
        file("a damaged gzip file", "rows.libsvm.gz", damagedGzip(), LINEAR, "rows.libsvm.gz"),
        text("text as Parquet", "rows.parquet", GOOD, LINEAR, "rows.parquet"),
        text("text as ORC", "rows.orc", GOOD, LINEAR, "rows.orc"),
        input(
            "an output that is there",
            folder -> {
              Path data = Files.writeString(folder.resolve("rows.libsvm"), GOOD);
              Path taken = Files.createDirectory(folder.resolve("taken"));
              List<String> train = job(folder, LOGISTIC.replace("@", data.toString()));
              return List.of("train", train.get(1), "--set", "output=" + taken);
            },
            "taken exists already"));
  }

  static Stream<BadInput> rows() {
    return Stream.of(
        rows("no pair", "1 1:2\n0 one:1\n", LOGISTIC, "rows.libsvm, line 2: Invalid pair: one:1"),
        rows("trailing junk", "1 1:2x\n", LOGISTIC, "line 1: Invalid pair: 1:2x"),
        rows("a query id", "1 qid:3 1:2\n", LOGISTIC, "query ids are not supported"),
        rows("no label", "one 1:2\n", LOGISTIC, "line 1: Invalid label: one"),
        rows("a NaN", "1 1:2\n0 1:NaN\n", LOGISTIC, "line 2: Invalid value: NaN at index 1"),
        rows("an infinity", "1 1:-inf\n", LOGISTIC, "Invalid value: -Infinity at index 1"),
        rows("a value too large", "1 1:1e999\n", LOGISTIC, "Invalid value: Infinity at index 1"),
        rows("a label that is NaN", "nan 1:1\n", LINEAR, "line 1: Invalid label: NaN"),
        rows("an index twice", "1 1:2 1:3\n", LOGISTIC, "line 1: Invalid index: 1 twice"),
        rows("indices not sorted", "1 2:2 1:3\n", LOGISTIC, "Invalid index: 1 after 2 (allowed: r"),
        rows("a negative index", "1 -1:2\n", LOGISTIC, "Invalid pair: -1:2"),
        rows(
            "a zero-based file read as one-based",
            "1 1:2\n0 0:1 3:1\n",
            LOGISTIC,
            "rows.libsvm, line 2",
            "data.index-base: zero"),
        rows(
            "an index beyond num-features",
            "1 1:2\n0 9:1\n",
            "data: {train: @, num-features: 5}\nmodel: {kind: logistic}\n",
            "rows.libsvm, line 2: index 9 (allowed: up to 5, the number of features)"),
        rows(
            "an index beyond all arrays",
            "1 9999999999:1\n",
            LOGISTIC,
            "line 1: index 9999999999 (allowed: up to 2147483647)"),
        rows(
            "more features than the memory holds",
            "1 1:2\n0 2000000000:1\n",
            LOGISTIC,
            "Invalid number of features: 2000000000 makes 2000000001 parameters",
            "data.num-features"),
        rows(
            "more parameters than an array holds",
            "0 1:2\n5 2000000000:1\n",
            "data: {train: @}\nmodel: {kind: softmax, classes: 6}\n",
            "Invalid model size: 12000000000 parameters, of 2000000000 features and model.classes:"
                + " 6 (allowed: at most 2147483639)"),
        rows("no features", "1\n0\n", LOGISTIC, "have no features"),
        rows(
            "only bad rows to drop",
            "x\ny\n",
            "data: {train: @, bad-rows: drop}\nmodel: {kind: linear}\n",
            "all 2 rows are bad, the first one: Invalid row: "),
        rows(
            "a label outside the classes",
            "0 1:2\n7 1:1\n",
            "data: {train: @}\nmodel: {kind: softmax, classes: 3}\n",
            "rows.libsvm, line 2: Invalid label: 7 (allowed: 0 .. 2)"),
        rows(
            "a label between the classes",
            "0 1:2\n1.5 1:1\n",
            "data: {train: @}\nmodel: {kind: softmax}\n",
            "line 2: Invalid label: 1.5"),
        rows(
            "labels of three classes for two",
            "1 1:2\n3 1:1\n2 1:1\n",
            LOGISTIC,
            "Invalid labels: found 1, 2, 3 (allowed: 0 and 1, or -1 and 1)"),
        rows(
            "a negative count",
            "-1 1:2\n",
            "data: {train: @}\nmodel: {kind: poisson}\n",
            "line 1: Invalid label: -1 (allowed: 0 or more)"),
        rows(
            "one row to divide",
            "1 1:2\n",
            "data: {train: @, validation-fraction: 0.5}\nmodel: {kind: logistic}\n",
            "has 1 row (allowed: with 2 rows or more)"),
        rows(
                "values that no step survives",
                "1 1:1e200\n2 1:-1e200\n",
                LINEAR + "batch: {full: true}\noptimizer: {kind: sgd}\nstop: {steps: 5}\n",
                "learning")
            .endsWith(3));
  }

  static Stream<BadInput> columns() {
    return Stream.of(
        csv("no label column", "a,b\n1,2\n", CSV, "label", "a, b"),
        csv("no feature column", "label,a\n1,2\n", CSV, "b", "label, a"),
        csv("a cell that is no number", "label,a,b\n1,2,x\n", CSV, "rows.csv, line 2", "b", "x"),
        csv("an empty cell", "label,a,b\n1,,3\n", CSV, "rows.csv, line 2", "a"),
        csv("a cell too few", "label,a,b\n1,2\n", CSV, "rows.csv, line 2"),
        csv("a cell too many", "label,a,b\n1,2,3,4\n", CSV, "rows.csv, line 2"),
        csv(
            "a negative weight",
            "label,a,b,w\n1,2,3,-1\n",
            "data: {train: @, features: [a, b], weight: w}\nmodel: {kind: linear}\n",
            "rows.csv, line 2",
            "-1"),
        csv(
            "weights that are all 0",
            "label,a,b,w\n1,2,3,0\n",
            "data: {train: @, features: [a, b], weight: w}\nmodel: {kind: linear}\n",
            "all weights in ",
            " are 0"),
        csv(
            "a validation column that marks no row",
            "label,a,b,v\n1,2,3,0\n",
            "data: {train: @, features: [a, b], validation-column: v}\nmodel: {kind: linear}\n",
            "marks 0 of 1 rows"),
        text(
            "vectors of two sizes",
            "rows.json",
            "{\"label\":1,\"features\":[1,2]}\n{\"label\":1,\"features\":[1]}\n",
            LINEAR,
            "vectors of 1 to 2 values"),
        text(
            "a row that is no JSON",
            "rows.json",
            "{\"label\":1,\"features\":[1,2]}\n{\"label\":1,\n",
            LINEAR,
            "rows.json, line 2"),
        text(
            "text where numbers are needed",
            "rows.json",
            "{\"label\":1,\"features\":\"a\"}\n",
            LINEAR,
            "features"));
  }

  static Stream<BadInput> savedFiles() {
    return Stream.of(
        damaged("damaged weights", "model/weights.bin", "weights.bin is damaged"),
        damaged("a damaged description", "model/model.json", "model.json is"),
        input(
            "weights that were cut off",
            folder -> {
              copy(good.resolve("out"), folder.resolve("out"));
              Path weights = folder.resolve("out/model/weights.bin");
              Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 20));
              return evaluate(folder);
            },
            "weights.bin is damaged (length or SHA-256 do not fit)"),
        input(
            "a model of another layout to start from",
            folder -> {
              Path data = Files.writeString(folder.resolve("rows.libsvm"), "1 1:1 9:1\n0 2:1\n");
              String settings =
                  LOGISTIC.replace("}\nmodel: {", "}\nmodel: {init: " + good + "/out, ");
              return job(folder, settings.replace("@", data.toString()));
            },
            "Invalid model.init: ",
            "in another layout"),
        resume(
            "checkpoints that are all damaged",
            folder -> flip(folder.resolve("saved/attempt-000001-step-000000000004/manifest")),
            GOOD,
            "",
            "WARNING: Invalid checkpoint: ",
            "Invalid checkpoint.resume: required, but "),
        resume(
            "a checkpoint of other settings",
            folder -> {},
            GOOD,
            "seed: 9\n",
            "is of other settings: seed: 42, now 9"),
        resume(
            "a checkpoint of other data",
            folder -> {},
            "1 1:2\n0 1:1.5\n",
            "",
            "The data is not that of the checkpoint: training.content: "));
  }

  /** A change to a folder. */
  @FunctionalInterface
  private interface Change {
    void to(Path folder) throws IOException;
  }

  private static BadInput damaged(String name, String file, String message) {
    return input(
        name,
        folder -> {
          copy(good.resolve("out"), folder.resolve("out"));
          flip(folder.resolve("out").resolve(file));
          return evaluate(folder);
        },
        message);
  }

  private static List<String> evaluate(Path folder) throws IOException {
    Path moved = Files.move(folder.resolve("out"), folder.resolve("run"));
    String data = good.resolve("rows.libsvm").toString();
    return List.of("evaluate", "--model", moved.toString(), "--data", data);
  }

  /** Goes on from the checkpoints of the good run, after a change to a copy of them. */
  private static BadInput resume(
      String name, Change change, String rows, String settings, String... messages) {
    return input(
        name,
        folder -> {
          copy(good.resolve("saved"), folder.resolve("saved"));
          change.to(folder);
          // At the place that the checkpoint knows, but for its settings.
          Files.writeString(good.resolve("rows.libsvm"), rows);
          return job(folder, goodSettings(folder) + settings);
        },
        messages);
  }

  private static String goodSettings(Path folder) {
    return LOGISTIC.replace("@", good.resolve("rows.libsvm") + ", partitions: 1")
        + "stop: {steps: 4}\n"
        + "batch: {full: true}\n"
        + "checkpoint: {every-steps: 4, resume: required, dir: "
        + folder.resolve("saved")
        + "}\n";
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static byte[] damagedGzip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(GOOD.repeat(1000).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Arrays.copyOf(bytes.toByteArray(), bytes.size() - 20);
  }

  @BeforeAll
  static void trainAGoodModel() throws IOException {
    SharedSpark.session();
    Files.writeString(good.resolve("rows.libsvm"), GOOD);
    List<String> arguments = job(good, goodSettings(good).replace("required", "auto"));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @BeforeEach
  void restoreTheRows() throws IOException {
    Files.writeString(good.resolve("rows.libsvm"), GOOD);
  }

  @ParameterizedTest
  @MethodSource({"commandLines", "jobFiles", "files", "rows", "columns", "savedFiles"})
  void isRefused(BadInput bad) throws IOException {
    CommandLineRun run = CommandLineRun.of(bad.input.writeTo(directory).toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(bad.exitCode);
    assertThat(run.err()).contains(bad.messages).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
    List<String> lines = run.err().lines().filter(line -> line.startsWith("sgd: ")).toList();
    assertThat(lines).hasSizeBetween(1, 10);
    if (bad.exitCode == ExitCode.WRONG_INPUT) {
      assertThat(directory.resolve("out")).doesNotExist();
    }
  }
}
