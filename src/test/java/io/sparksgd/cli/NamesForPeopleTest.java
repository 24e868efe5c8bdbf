package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.cli.job.UserName;
import io.sparksgd.cli.text.Quantities;
import io.sparksgd.cli.text.Table;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see: names with unusual characters, and quantities in the unit that fits. */
class NamesForPeopleTest {
  @TempDir private Path directory;

  @BeforeAll
  static void startSpark() {
    SharedSpark.session();
  }

  private CommandLineRun train(String name, String output, String... more) throws IOException {
    Path rows = Files.writeString(directory.resolve("rows.libsvm"), "1 1:2\n0 1:1\n");
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        "name: \""
            + name
            + "\"\ndata: {train: "
            + rows
            + "}\nmodel: {kind: logistic}\nbatch: {full: true}\nstop: {steps: 4}\noutput: \""
            + directory.resolve(output)
            + "\"\n"
            + String.join("\n", more));
    return CommandLineRun.of("train", job.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\e[31mred", "a\\rb", "a\\nsgd: forged", "\\u009b2J", "\\u202Etxt", "bell\\a"})
  void controlCharactersOfNamesDoNotReachTheTerminal(String name) throws IOException {
    CommandLineRun run = train(name, "out-" + name);

    assertThat(run.exitCode()).as(run.err()).isZero();
    for (String printed : List.of(run.err(), run.out())) {
      assertThat(printed.chars().filter(c -> c != '\n'))
          .noneMatch(c -> Character.isISOControl(c) || c == 0x202e);
      assertThat(printed.lines()).noneMatch(line -> line.startsWith("sgd: forged"));
    }
    assertThat(run.err()).contains("Training ").contains("\\u");
    CommandLineRun again = train(name, "out-" + name);
    assertThat(again.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(again.err().lines()).hasSize(1);
    assertThat(again.err()).contains("\\u");
    try (var outputs = Files.list(directory)) {
      Path out = outputs.filter(Files::isDirectory).findFirst().orElseThrow();
      String page = Files.readString(out.resolve("report.html"));
      assertThat(page.substring(page.indexOf("id=\"data\""), page.indexOf("</script>")).chars())
          .noneMatch(c -> c < ' ');
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-ü", "größe 100%", "日本", "a b%41", "a+b&c", "2026-11-30T12:00"})
  void namesBeyondAsciiAreUsedAsTheyAre(String name) throws IOException {
    String saved =
        "checkpoint: {dir: \"" + directory.resolve("saved-" + name) + "\", every-steps: 2}";
    CommandLineRun run = train("of " + name, name, saved);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Wrote ").contains(name);
    assertThat(directory.resolve(name + "/summary.json")).exists();
    assertThat(directory.resolve("saved-" + name)).isDirectory();
    CommandLineRun more = train("of " + name, name + "2", saved);
    assertThat(more.err()).contains("Resuming at step 4 from ");
  }

  @Test
  void theCommandAloneListsTheCommands() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).contains("train ", "predict ", "inspect ", "Exit codes: ");
  }

  @Test
  void theReasonOfTheEndIsSaidOnce() throws IOException {
    CommandLineRun run = train("x", "out");

    assertThat((run.err() + run.out()).split("Made all 4 steps", -1)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0000038, 3.8 us",
    "0.0123, 12.3 ms",
    "42.51, 42.5 s",
    "0, 0 s",
    "83, 1m23s",
    "3780, 1h03m",
    "4e-10, 0.4 ns"
  })
  void secondsAreReadable(double seconds, String shown) {
    assertThat(Quantities.seconds(seconds)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1234567, 1.23 MB", "18000000, 18 MB", "2e12, 2 TB"})
  void bytesAreReadable(double bytes, String shown) {
    assertThat(Quantities.bytes(bytes)).isEqualTo(shown);
  }

  @Test
  void aTableShowsTheBeginOfLongListsAndQuantitiesWithTheirUnits() {
    Map<String, Object> map = new LinkedHashMap<>();
    List<String> categories = IntStream.range(0, 3000).mapToObj(i -> "c" + i).toList();
    map.put("columns", Map.of("categories", List.of(categories, List.of("x\u001b[2J"))));
    map.put("packed-bytes", 1_234_567L);
    map.put("bytes-per-value", 4.25);
    map.put("round", Map.of("bytes-returned", 2_048L));
    map.put("seconds", Map.of("step", 0.000003805));
    map.put("speed", Map.of("rows-per-second", 15000.0));
    StringWriter printed = new StringWriter();
    Table.ofMap(map).print(new PrintWriter(printed, true));

    assertThat(printed.toString())
        .contains("[c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, and 2990 more]")
        .contains("[x\\u001b[2J]")
        .contains("1.23 MB")
        .contains("4.25\n")
        .contains("2.05 KB")
        .contains("3.8 us")
        .contains("15000\n");
  }

  @Test
  void usersWithoutANameHaveOne() {
    assertThat(UserName.nameOf(Optional.empty(), 12345)).isEqualTo("uid-12345");
    assertThat(UserName.nameOf(Optional.of("me"), 12345)).isEqualTo("me");
  }
}
