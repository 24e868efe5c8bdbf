package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.testkit.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that leave settings out, from the command line. */
class SearchedJobTest {
  @TempDir private Path directory;

  /** Rows of a noisy plane; the features differ in size. */
  private Path data(int rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,label"));
    for (int row = 0; row < rows; row++) {
      double a = CounterRandom.gaussian(9, row, 0);
      double b = CounterRandom.gaussian(9, row, 1);
      double noise = 0.1 * CounterRandom.gaussian(9, row, 2);
      lines.add(a + "," + 30 * b + "," + (2 * a - 3 * b + 5 + noise));
    }
    return Files.write(directory.resolve("train-" + rows + ".csv"), lines);
  }

  private Path job(int rows) throws IOException {
    return Files.writeString(
        directory.resolve("job.yaml"),
        "data: {train: " + data(rows) + ", features: [a, b]}\nmodel: {kind: linear}\n");
  }

  private CommandLineRun train(Path job, String output, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of("train", job.toString()));
    arguments.addAll(List.of("--set", "output=" + directory.resolve(output)));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    return CommandLineRun.searching(arguments.toArray(String[]::new));
  }

  private JsonNode summary(String output) throws IOException {
    return new ObjectMapper().readTree(directory.resolve(output + "/summary.json").toFile());
  }

  @Test
  void threeKeysMakeAGoodModelAndSayHow() throws IOException {
    CommandLineRun run = train(job(600), "out", "data.validation-fraction=0.2");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("Searching settings (halving): ").contains("Chose ");
    // The noise has the standard deviation 0.1.
    assertThat(summary("out").at("/best/validation/rmse").asDouble()).isLessThan(0.105);
    assertThat(summary("out").at("/search/trials").size()).isGreaterThan(20);
    assertThat(summary("out").at("/search/trials/0/stage").asText()).isEqualTo("halving");
  }

  @Test
  void theChosenJobMakesTheSameBitsWithoutASearch() throws IOException {
    assertThat(train(job(400), "searched").exitCode()).isZero();
    CommandLineRun again = train(directory.resolve("searched/chosen.yaml"), "again");

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("Searching");
    assertThat(summary("again").get("weights-digest"))
        .isEqualTo(summary("searched").get("weights-digest"));
    assertThat(directory.resolve("again/chosen.yaml")).doesNotExist();
  }

  @Test
  void theSameSearchFindsTheSame() throws IOException {
    assertThat(train(job(400), "one").exitCode()).isZero();
    assertThat(train(job(400), "two").exitCode()).isZero();

    assertThat(summary("two").get("weights-digest"))
        .isEqualTo(summary("one").get("weights-digest"));
    assertThat(summary("two").at("/search/trials")).isEqualTo(summary("one").at("/search/trials"));
  }

  @Test
  void withoutASearchSettingsHaveTheirDefaults() throws IOException {
    CommandLineRun run = train(job(300), "out", "search.kind=none");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("Searching");
    assertThat(summary("out").at("/config/optimizer/learning-rate").asDouble()).isEqualTo(0.001);
  }

  @Test
  void aFewRowsAreEnough() throws IOException {
    CommandLineRun run = train(job(3), "out");

    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void aRunThatResumesWithOtherFoundSettingsIsRefused() throws IOException {
    String checkpoints = "checkpoint.dir=" + directory.resolve("saved");
    assertThat(train(job(400), "out", checkpoints, "stop.epochs=3").exitCode()).isZero();
    CommandLineRun more = train(job(400), "more", checkpoints, "stop.epochs=30");

    assertThat(more.exitCode()).isEqualTo(2);
    assertThat(more.err()).contains("Invalid");
  }
}
