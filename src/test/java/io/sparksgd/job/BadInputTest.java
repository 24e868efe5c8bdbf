package io.sparksgd.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong input ends with exit code 2, a clear line, and nothing written. */
class BadInputTest {
  @TempDir private Path directory;

  @BeforeEach
  void startSpark() {
    SharedSpark.session();
  }

  private CommandLineRun train(String yaml, String... more) throws IOException {
    Path job = directory.resolve("job.yaml");
    Files.writeString(job, yaml);
    String[] arguments = new String[more.length + 2];
    arguments[0] = "train";
    arguments[1] = job.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return CommandLineRun.of(arguments);
  }

  private CommandLineRun trainOn(String libsvm, String modelAndData) throws IOException {
    Path data = directory.resolve("rows.libsvm");
    Files.writeString(data, libsvm);
    return train(job(data, modelAndData));
  }

  private String job(Path data, String settings) {
    return "name: bad\noutput: "
        + directory.resolve("out")
        + "\n"
        + settings.replace("@", data.toString());
  }

  private void isWrongInput(CommandLineRun run, String... parts) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(parts).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
    assertThat(directory.resolve("out")).doesNotExist();
    List<String> lines = run.err().lines().filter(line -> line.startsWith("sgd: ")).toList();
    assertThat(lines).hasSizeBetween(1, 10);
  }

  @Test
  void anUnknownKeyGetsASuggestion() throws IOException {
    isWrongInput(
        train(
            "name: x\ndata: {train: a.libsvm}\nmodel: {kind: linear}\n"
                + "optimizer: {learning-rte: 0.1}\noutput: o\n"),
        "learning-rte",
        "learning-rate");
  }

  @Test
  void severalErrorsAreReportedAtOnce() throws IOException {
    CommandLineRun run =
        train(
            "name: x\ndata: {train: a.libsvm, index-base: two}\nmodel: {kind: linaer}\n"
                + "batch: {size: many}\nseed: x\noutput: o\n");
    isWrongInput(run, "data.index-base", "model.kind", "linear", "batch.size", "many", "seed");
    assertThat(run.err().lines().count()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aMissingJobFileIsNamed() {
    CommandLineRun run = CommandLineRun.of("train", directory.resolve("no.yaml").toString());
    isWrongInput(run, "no.yaml", "does not exist");
  }

  @Test
  void aMissingDataFileIsNamed() throws IOException {
    isWrongInput(
        train(job(directory.resolve("no.libsvm"), "data: {train: @}\nmodel: {kind: linear}\n")),
        "no.libsvm");
  }

  @Test
  void anEmptyFileIsNamed() throws IOException {
    isWrongInput(trainOn("", "data: {train: @}\nmodel: {kind: linear}\n"), "rows.libsvm");
  }

  @Test
  void aZeroBasedFileReadAsOneBasedNamesTheOption() throws IOException {
    isWrongInput(
        trainOn("1 1:2\n0 0:1 3:1\n", "data: {train: @}\nmodel: {kind: logistic}\n"),
        "rows.libsvm",
        "2",
        "data.index-base: zero");
  }

  @Test
  void anIndexBeyondNumFeaturesIsAnError() throws IOException {
    isWrongInput(
        trainOn("1 1:2\n0 9:1\n", "data: {train: @, num-features: 5}\nmodel: {kind: logistic}\n"),
        "rows.libsvm",
        "9",
        "num-features");
  }

  @Test
  void notANumberIsAnError() throws IOException {
    isWrongInput(
        trainOn("1 1:2\n0 1:NaN\n", "data: {train: @}\nmodel: {kind: logistic}\n"),
        "rows.libsvm:2",
        "NaN");
    isWrongInput(
        trainOn("1 1:2\n0 1:Infinity\n", "data: {train: @}\nmodel: {kind: logistic}\n"),
        "rows.libsvm:2",
        "Infinity");
  }

  @Test
  void aLabelOutsideTheClassesIsAnError() throws IOException {
    isWrongInput(
        trainOn("0 1:2\n7 1:1\n", "data: {train: @}\nmodel: {kind: softmax, classes: 3}\n"),
        "rows.libsvm:2",
        "7",
        "0 .. 2");
    isWrongInput(
        trainOn("1 1:2\n3 1:1\n2 1:1\n", "data: {train: @}\nmodel: {kind: logistic}\n"),
        "label",
        "1, 2, 3");
  }

  @Test
  void aMalformedRowIsNamedByFileAndLine() throws IOException {
    isWrongInput(
        trainOn("1 1:2\n0 1:2\n0 one:1\n", "data: {train: @}\nmodel: {kind: logistic}\n"),
        "rows.libsvm:3",
        "one:1");
  }

  @Test
  void anExistingOutputIsNotTouched() throws IOException {
    Path data = directory.resolve("rows.libsvm");
    Files.writeString(data, "1 1:2\n0 1:1\n");
    Path out = Files.createDirectory(directory.resolve("taken"));
    CommandLineRun run =
        train(
            "name: x\ndata: {train: " + data + "}\nmodel: {kind: logistic}\noutput: " + out + "\n");
    isWrongInput(run, "taken", "exists already");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void aBatchLargerThanTheDataIsAnError() throws IOException {
    isWrongInput(
        trainOn("1 1:2\n0 1:1\n", "data: {train: @}\nmodel: {kind: logistic}\nbatch: {size: 3}\n"),
        "batch.size",
        "2 training rows");
  }

  @Test
  void aScheduleWithoutAnEndIsAnError() throws IOException {
    isWrongInput(
        trainOn(
            "1 1:2\n0 1:1\n",
            "data: {train: @}\nmodel: {kind: logistic}\nbatch: {size: 1}\n"
                + "schedule: {kind: cosine}\nstop: {minutes: 1}\n"),
        "schedule",
        "steps");
  }

  @Test
  void aWrongCommandLineShowsWhatIsAllowed() {
    isWrongInput(CommandLineRun.of("trian", "job.yaml"), "trian");
    isWrongInput(CommandLineRun.of("train"), "JOB.yaml");
    isWrongInput(CommandLineRun.of("evaluate", "--data", "x"), "--model");
    isWrongInput(
        CommandLineRun.of("generate", "blobs", "--rows", "many", "--out", "x"), "--rows", "many");
  }

  @Test
  void aModelThatIsNoneIsAnError() {
    String nowhere = directory.resolve("no-model").toString();
    isWrongInput(
        CommandLineRun.of("evaluate", "--model", nowhere, "--data", "x.libsvm"), "no-model");
    isWrongInput(
        CommandLineRun.of(
            "predict", "--model", nowhere, "--data", "x.libsvm", "--out", nowhere + "/out"),
        "no-model");
    isWrongInput(CommandLineRun.of("inspect", nowhere), "no-model");
  }
}
