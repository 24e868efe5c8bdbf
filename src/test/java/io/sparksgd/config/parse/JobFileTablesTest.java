package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of keys in the reference page are those of the declarations; {@code
 * scripts/write-declared} writes them.
 */
class JobFileTablesTest {
  private static final Path PAGE = Path.of("src/docs/job-file.md");
  private static final String HEADER = "| key | with | type and range | default | meaning |";

  @Test
  void theTablesOfTheReferencePageAreThoseOfTheDeclarations() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    List<String> written = written(lines);
    if (System.getenv("WRITE_DECLARED") != null) {
      Files.write(PAGE, written);
    } else {
      assertThat(lines)
          .as("src/docs/job-file.md, which scripts/write-declared writes anew")
          .isEqualTo(written);
    }
  }

  /** The page with the tables of its groups as they are declared. */
  private static List<String> written(List<String> page) {
    List<String> written = new ArrayList<>();
    String group = "";
    Iterator<String> lines = page.iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      written.add(line);
      if (line.startsWith("## ")) {
        group = line.equals("## Top level") ? "" : line.substring(3);
      } else if (line.equals(HEADER)) {
        written.add("|---|---|---|---|---|");
        written.addAll(rows(group));
        skipTable(lines, written);
      }
    }
    return written;
  }

  private static void skipTable(Iterator<String> lines, List<String> written) {
    while (lines.hasNext()) {
      String line = lines.next();
      if (!line.startsWith("|")) {
        written.add(line);
        return;
      }
    }
  }

  private static List<String> rows(String group) {
    return JobKeys.all().stream()
        .filter(key -> group(key).equals(group))
        .map(key -> row(group, key))
        .collect(Collectors.toList());
  }

  private static String group(JobKey key) {
    return key.path().substring(0, Math.max(0, key.path().indexOf('.')));
  }

  private static String row(String group, JobKey key) {
    String name = group.isEmpty() ? key.path() : key.path().substring(group.length() + 1);
    String with = String.join(", ", key.with());
    return ("| `%s` | %s | %s | %s | %s |")
        .formatted(name, with, key.range(), key.usual(), key.meaning())
        .replace("|  |", "| |");
  }
}
