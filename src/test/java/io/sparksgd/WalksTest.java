package io.sparksgd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways through the code that CONTRIBUTING.md shows are short, and name methods that exist. */
class WalksTest {
  private static final int MOST_METHODS = 14;
  private static final Pattern STEP = Pattern.compile("\\d+\\. `(\\w+)\\.(\\w+)` .*");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "### From a row of a file to the weights",
        "### From a key of the job file to the update"
      })
  void aWalkHasFewMethodsAndAllOfThemExist(String title) throws IOException {
    String page = Files.readString(Path.of("CONTRIBUTING.md"));
    String section = page.substring(page.indexOf(title) + title.length()).split("\n##", 2)[0];
    List<Matcher> steps = section.lines().map(STEP::matcher).filter(Matcher::matches).toList();

    assertThat(steps).as(title).hasSizeBetween(2, MOST_METHODS);
    assertThat(section.lines().filter(line -> line.matches("\\d+\\..*"))).hasSameSizeAs(steps);
    for (Matcher step : steps) {
      assertThat(source(step.group(1))).containsPattern("\\b" + step.group(2) + "\\(");
    }
  }

  private static String source(String type) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> found = files.filter(file -> file.endsWith(type + ".java")).toList();
      assertThat(found).as(type).hasSize(1);
      return Files.readString(found.get(0));
    }
  }
}
