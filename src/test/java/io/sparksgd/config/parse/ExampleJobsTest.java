package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The job files of the repository. */
class ExampleJobsTest {
  static Stream<Path> jobFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      return files.toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("jobFiles")
  void parseAndAreNamedAsTheyAreCalled(Path file) throws IOException, ConfigException {
    JobConfig job = JobParser.parse(Files.readString(file), file.toString(), List.of());
    assertThat(file.getFileName().toString()).isEqualTo(job.name() + ".yaml");
    assertThat(job.output()).isEqualTo("out/" + job.name());
  }

  @ParameterizedTest
  @MethodSource("jobFiles")
  void sayHowToBeRun(Path file) throws IOException {
    assertThat(Files.readString(file)).contains("scripts/sgd train jobs/" + file.getFileName());
  }
}
