package io.sparksgd.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares the outputs of two runs: weights by their digest, and every number of every step. */
final class Comparison {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OF_A_SUMMARY =
      List.of("/weights-digest", "/steps", "/rows", "/final/validation", "/best/step");
  private static final List<String> OF_A_LINE =
      List.of(
          "/event",
          "/step",
          "/epoch",
          "/rows",
          "/batch-rows",
          "/train",
          "/learning-rate",
          "/gradient-norm",
          "/bytes",
          "/cosine",
          "/validation",
          "/best");

  private Comparison() {}

  /**
   * What differs, at most one entry for the summary's values and one for the metrics.
   *
   * @param expected output folder of the undisturbed run
   * @param found output folder of the run with faults
   */
  static List<String> differences(Path expected, Path found) throws IOException {
    List<String> differences = new ArrayList<>();
    JsonNode before = TrainRun.json(expected.resolve("summary.json"));
    JsonNode after = TrainRun.json(found.resolve("summary.json"));
    if (before.at("/weights-digest").asText().length() != 64) {
      differences.add("the undisturbed run has no weights-digest");
    }
    for (String value : OF_A_SUMMARY) {
      if (!before.at(value).equals(after.at(value))) {
        differences.add(value + ": " + after.at(value) + " for " + before.at(value));
        break;
      }
    }
    metrics(lines(expected), lines(found), differences);
    return differences;
  }

  private static void metrics(
      List<JsonNode> expected, List<JsonNode> found, List<String> differences) {
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      if (i >= expected.size() || i >= found.size()) {
        differences.add(
            "metrics.jsonl: %d steps and evaluations for %d"
                .formatted(found.size(), expected.size()));
        return;
      }
      for (String value : OF_A_LINE) {
        JsonNode before = expected.get(i).at(value);
        JsonNode after = found.get(i).at(value);
        if (!before.equals(after)) {
          String step = found.get(i).at("/step").asText();
          differences.add(
              "metrics.jsonl, step %s, %s: %s for %s".formatted(step, value, after, before));
          return;
        }
      }
    }
  }

  /** Steps and evaluations: the other events tell of the process. */
  private static List<JsonNode> lines(Path output) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output.resolve("metrics.jsonl"))) {
      JsonNode node = JSON.readTree(line);
      String event = node.at("/event").asText();
      if (event.equals("step") || event.equals("evaluation")) {
        lines.add(node);
      }
    }
    return lines;
  }
}
