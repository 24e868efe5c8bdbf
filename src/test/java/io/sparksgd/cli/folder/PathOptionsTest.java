package io.sparksgd.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.cli.ExitCode;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that cannot be used, in each option and key that takes one: one line and exit code 2. */
class PathOptionsTest {
  /** What no place can be, whatever it is for; FILE and FOLDER are there, ROWS are good data. */
  private static final List<String> NEVER =
      List.of(
          "", "nowhere://bucket/x", "s3a://bucket/x", "a:b c", "hdfs:///x", "FILE/x", "FILE/x/y");

  private static final List<String> UNWRITABLE =
      List.of("FILE", "/proc/x", "/sys/x/y", "/proc/1/x");

  private static final List<String> UNREADABLE = List.of("FILE", "FOLDER", "FOLDER/none", "/proc");

  @TempDir private Path directory;

  @BeforeAll
  static void startSpark() {
    SharedSpark.session();
  }

  @BeforeEach
  void makeFiles() throws IOException {
    Files.writeString(directory.resolve("file.libsvm"), "1 1:2\n0 1:1\n");
    Files.createDirectory(directory.resolve("folder"));
    Files.writeString(
        directory.resolve("job.yaml"),
        "data: {train: "
            + directory.resolve("file.libsvm")
            + "}\nmodel: {kind: logistic}\nbatch: {full: true}\nstop: {steps: 1}\noutput: "
            + directory.resolve("out"));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("file.libsvm", "folder", "job.yaml");
    }
    assertThat(Files.list(directory.resolve("folder"))).isEmpty();
  }

  private static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String bad : NEVER) {
      for (String key : List.of("output", "checkpoint.dir", "model.init")) {
        String shown = key.equals("model.init") ? "model" : key;
        cases.add(Arguments.of(shown, "train JOB --set " + key + "=BAD", bad));
      }
      for (String key : List.of("data.train", "data.validation")) {
        cases.add(
            Arguments.of("data", "train JOB --set data.format=libsvm --set " + key + "=BAD", bad));
      }
      cases.add(Arguments.of("model", "predict --model BAD --data ROWS --out NEW", bad));
      cases.add(Arguments.of("model", "evaluate --model BAD --data ROWS", bad));
      cases.add(Arguments.of("path", "inspect BAD", bad));
      cases.add(Arguments.of("out", "generate blobs --rows 9 --out BAD", bad));
      cases.add(Arguments.of("model", "find-rate JOB --set model.init=BAD", bad));
    }
    for (String bad : UNWRITABLE) {
      cases.add(Arguments.of("output", "train JOB --set output=BAD", bad));
      cases.add(Arguments.of("checkpoint.dir", "train JOB --set checkpoint.dir=BAD", bad));
      cases.add(Arguments.of("out", "generate blobs --rows 9 --out BAD", bad));
    }
    for (String bad : UNREADABLE) {
      cases.add(Arguments.of("model", "train JOB --set model.init=BAD", bad));
      cases.add(Arguments.of("model", "predict --model BAD --data ROWS --out NEW", bad));
      cases.add(Arguments.of("model", "evaluate --model BAD --data ROWS", bad));
      cases.add(Arguments.of("path", "inspect BAD", bad));
    }
    return cases.stream();
  }

  private String[] arguments(String command, String bad) {
    String place =
        bad.replace("FILE", directory.resolve("file.libsvm").toString())
            .replace("FOLDER", directory.resolve("folder").toString());
    return Stream.of(command.split(" "))
        .map(
            word ->
                word.replace("JOB", directory.resolve("job.yaml").toString())
                    .replace("ROWS", directory.resolve("file.libsvm").toString())
                    .replace("NEW", directory.resolve("new").toString())
                    .replace("BAD", word.contains("=") ? "\"" + place + "\"" : place))
        .toArray(String[]::new);
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("cases")
  void aPathThatCannotBeUsedIsOneLine(String key, String command, String bad) {
    CommandLineRun run = CommandLineRun.of(arguments(command, bad));

    List<String> said = run.err().lines().filter(line -> line.startsWith("sgd: ")).toList();
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(said).as(run.err()).hasSize(1);
    assertThat(said.get(0)).contains("Invalid ").contains(key).doesNotContain("Exception");
    assertThat(run.err()).as("found before the data is read").doesNotContain("Training ");
    if (!command.contains("data.")) {
      assertThat(run.err()).doesNotContain("Reading ");
    }
  }

  @Test
  void aFileSystemWithoutItsClassNamesTheClass() {
    CommandLineRun run = CommandLineRun.of(arguments("train JOB --set output=BAD", "s3a://b/x"));

    assertThat(run.err())
        .contains("Invalid output: s3a://b/x cannot be used: ")
        .contains("the class org.apache.hadoop.fs.s3a.S3AFileSystem is missing");
  }

  /** The training rows have a fault that only reading them shows. */
  @ParameterizedTest
  @ValueSource(strings = {"label,g\n1,2\n", "a,f\n1,2\n", ""})
  void whatTheColumnsOfTheValidationRowsLackIsFoundBeforeTheTrainingRowsAreRead(String second)
      throws IOException {
    Path rows = Files.writeString(directory.resolve("folder/t.csv"), "label,f\n1,bad\n0,2\n");
    Path validation = Files.writeString(directory.resolve("folder/v.csv"), second);
    try {
      CommandLineRun run =
          CommandLineRun.of(
              arguments(
                  "train JOB --set data.features=f --set data.train="
                      + rows
                      + " --set data.validation="
                      + validation,
                  ""));

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
      assertThat(run.err()).contains("v.csv").doesNotContain("t.csv, line");
    } finally {
      Files.delete(rows);
      Files.delete(validation);
    }
  }

  @Test
  void lettersThatTheLocaleDoesNotHaveAreRefusedByName() {
    assertThatThrownBy(() -> FileNames.check("output", "x-ü", StandardCharsets.US_ASCII))
        .hasMessage(
            "Invalid output: x-ü has letters that the locale's encoding, US-ASCII, does not have"
                + " (allowed: any letters in a UTF-8 locale; set LC_ALL=C.UTF-8)");
    assertThatThrownBy(
            () -> FileNames.checkArguments(StandardCharsets.US_ASCII, "train", "\uFFFD\uFFFD.csv"))
        .hasMessageStartingWith("Invalid argument: ??.csv has letters that ");
  }
}
