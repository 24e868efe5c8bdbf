package io.sparksgd.job;

import io.sparksgd.spark.model.ModelFolder;
import io.sparksgd.spark.model.TrainedModel;
import io.sparksgd.spark.model.WholeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The folder that a run writes. It does not exist before the data has been read and found good. */
final class OutputFolder {
  static final String MODEL = "model";
  static final String METRICS = "metrics.jsonl";
  static final String SUMMARY = "summary.json";
  static final String REPORT = "report.html";

  private final Path path;
  private final Configuration configuration;

  OutputFolder(String path, Configuration configuration) {
    this.path = new Path(path);
    this.configuration = configuration;
  }

  /** Checks that nothing would be overwritten. */
  void checkAbsent() throws IOException, WrongInputException {
    if (path.getFileSystem(configuration).exists(path)) {
      throw new WrongInputException(
          "Invalid output: "
              + path
              + " exists already (choose another with --set output=..., or remove it)");
    }
  }

  /** The metrics file, which grows while the run goes on; its first event makes the folder. */
  MetricsFile metrics() {
    return new MetricsFile(
        () -> {
          WholeFiles files = WholeFiles.of(path, configuration);
          files.fileSystem().mkdirs(path);
          return files.fileSystem().create(new Path(path, METRICS), false);
        });
  }

  void model(TrainedModel model) throws IOException {
    ModelFolder.save(model, new Path(path, MODEL), configuration);
  }

  void summary(Map<String, Object> summary) throws IOException {
    text(SUMMARY, Json.pretty(summary) + "\n");
  }

  void report(String page) throws IOException {
    text(REPORT, page);
  }

  private void text(String name, String content) throws IOException {
    WholeFiles.of(path, configuration)
        .file(new Path(path, name), out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }
}
