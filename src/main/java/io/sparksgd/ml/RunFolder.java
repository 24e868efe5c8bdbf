package io.sparksgd.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.model.EarlierMetrics;
import io.sparksgd.model.ModelFolder;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.model.WeightsFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What the output folder of a run says of the training of its model. */
final class RunFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUMMARY = "summary.json";
  private static final String METRICS = "metrics.jsonl";
  private static final String MODEL = "model";

  private final Path folder;
  private final FileSystem files;

  private RunFolder(Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * The summary of the run that made a model.
   *
   * @param path the output folder of a run, or the folder {@code model} in it
   * @return empty when there are no whole files of a run, or they are of another model
   */
  static Optional<TrainingSummary> summary(
      Path path, TrainedModel model, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    boolean inside = ModelFolder.isModel(path, configuration);
    if (inside && !path.getName().equals(MODEL)) {
      return Optional.empty();
    }
    Path folder = inside ? files.makeQualified(path).getParent() : path;
    if (!files.exists(new Path(folder, SUMMARY)) || !files.exists(new Path(folder, METRICS))) {
      return Optional.empty();
    }
    try {
      return new RunFolder(folder, files).summary(model);
    } catch (IOException e) {
      // The model is whole: it can be used without the story of its training.
      return Optional.empty();
    }
  }

  private Optional<TrainingSummary> summary(TrainedModel model) throws IOException {
    JsonNode summary;
    try (InputStream in = files.open(new Path(folder, SUMMARY))) {
      summary = JSON.readTree(in);
    }
    boolean last = summary.path("model-step").asLong(-1) == summary.path("steps").asLong();
    String digest = summary.path("weights-digest").asText();
    if (last && !digest.equals(WeightsFile.digest(model.weights()))) {
      return Optional.empty();
    }
    SummaryCollector collector = new SummaryCollector();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(files.open(new Path(folder, METRICS)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        EarlierMetrics.tell(line, collector);
      }
    }
    Map<String, Object> config = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : summary.path("config").properties()) {
      config.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class));
    }
    return Optional.of(collector.summary(outcome(summary), config));
  }

  private static TrainingSummary.Outcome outcome(JsonNode summary) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : summary.path("phases").properties()) {
      seconds.put(entry.getKey(), entry.getValue().asDouble());
    }
    return new TrainingSummary.Outcome(
        summary.path("status").asText(),
        summary.path("reason").asText(),
        summary.path("steps").asLong(),
        summary.path("epochs").asDouble(),
        summary.path("rows").asLong(),
        seconds,
        summary.path("bytes").path("broadcast").asLong(),
        summary.path("bytes").path("returned").asLong());
  }
}
