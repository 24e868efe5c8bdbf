package io.sparksgd.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.config.Secrets;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.spark.model.ModelFolder;
import io.sparksgd.spark.model.TrainedModel;
import io.sparksgd.spark.model.WholeFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder that a run writes. It does not exist before the data has been read and found good. */
final class OutputFolder {
  static final String MODEL = "model";
  static final String METRICS = "metrics.jsonl";
  static final String SUMMARY = "summary.json";
  static final String REPORT = "report.html";
  private static final String ROUNDS = "rounds";
  private static final ObjectMapper JSON = new ObjectMapper();

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

  /** The folder's full address, as it may be written down. */
  String address() throws IOException {
    return Secrets.hidden(path.getFileSystem(configuration).makeQualified(path).toString());
  }

  /** Whether a run that writes here has not come to its end, or has not begun. */
  boolean isUnfinished() throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    Path summary = new Path(path, SUMMARY);
    if (!files.exists(summary)) {
      return true;
    }
    try (InputStream in = files.open(summary)) {
      String status = JSON.readTree(in).path("status").asText();
      return !status.equals(RunStatus.COMPLETED.key())
          && !status.equals(RunStatus.STOPPED_EARLY.key());
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Removes what an attempt that ended half-way may have left; its metrics stay. */
  void clearForContinuation() throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    if (!files.exists(path)) {
      return;
    }
    for (FileStatus place : files.listStatus(path)) {
      String name = place.getPath().getName();
      boolean leftover = List.of(MODEL, REPORT, SUMMARY).contains(name) || name.startsWith(ROUNDS);
      if (leftover && !files.delete(place.getPath(), true) && files.exists(place.getPath())) {
        throw new IOException("Cannot remove " + place.getPath() + " of the attempt before");
      }
    }
  }

  /** Begin of the name of the folder in which partitions keep what they remember. */
  String rounds() {
    return new Path(path, ROUNDS).toString();
  }

  /**
   * The metrics file of a run that goes on: what lies beyond the checkpoint is cut off.
   *
   * @param keep bytes that belong to the steps before the checkpoint
   * @param earlier told of the steps and evaluations in them
   */
  MetricsFile metrics(long keep, TrainingListener earlier) {
    return new MetricsFile(() -> reopen(keep, earlier));
  }

  /** Not every file system can cut or append: the part to keep is copied, whatever interrupts. */
  private MetricsFile.Opened reopen(long keep, TrainingListener earlier) throws IOException {
    FileSystem files = WholeFiles.of(path, configuration).fileSystem();
    files.mkdirs(path);
    Path file = new Path(path, METRICS);
    Path before = new Path(path, "." + METRICS + ".before");
    if (!files.exists(before) && files.exists(file) && !files.rename(file, before)) {
      throw new IOException("Cannot rename " + file + " to " + before);
    }
    FSDataOutputStream out = files.create(file, true);
    long bytes = 0;
    long lines = 0;
    if (files.exists(before)) {
      try (BufferedInputStream in = new BufferedInputStream(files.open(before))) {
        for (byte[] line = line(in); line.length > 0; line = line(in)) {
          if (bytes + line.length > keep || line[line.length - 1] != '\n') {
            break;
          }
          out.write(line);
          bytes += line.length;
          lines++;
          EarlierMetrics.tell(new String(line, StandardCharsets.UTF_8), earlier);
        }
      }
      MetricsFile.force(out);
      files.delete(before, false);
    }
    return new MetricsFile.Opened(out, bytes, lines);
  }

  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    do {
      next = in.read();
      if (next >= 0) {
        line.write(next);
      }
    } while (next >= 0 && next != '\n');
    return line.toByteArray();
  }

  /** The metrics file, which grows while the run goes on; its first event makes the folder. */
  MetricsFile metrics() {
    return new MetricsFile(
        () -> {
          WholeFiles files = WholeFiles.of(path, configuration);
          files.fileSystem().mkdirs(path);
          return new MetricsFile.Opened(
              files.fileSystem().create(new Path(path, METRICS), false), 0, 0);
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
