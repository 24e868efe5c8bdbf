package io.sparksgd.cli.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.cli.text.Json;
import io.sparksgd.config.Secrets;
import io.sparksgd.model.EarlierMetrics;
import io.sparksgd.model.ModelFolder;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.model.WholeFiles;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingListener;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The output folder of a run. It is claimed before the data is read, by a marker in it. If the data
 * is refused, the folder is removed.
 */
public final class OutputFolder {
  public static final String MODEL = "model";
  static final String METRICS = "metrics.jsonl";
  public static final String SUMMARY = "summary.json";
  static final String REPORT = "report.html";
  static final String CHOSEN = "chosen.yaml";
  private static final String ROUNDS = "rounds";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The suffix that the engine appends to {@link #ROUNDS}. */
  private static final Pattern ROUNDS_OF_A_RUN = Pattern.compile(ROUNDS + "-[0-9a-f-]{36}");

  private final Place place;
  private final Path path;
  private final Configuration configuration;
  private final Claim claim;

  private OutputFolder(Place place, Claim claim, Configuration configuration) {
    this.place = place;
    this.path = place.path();
    this.claim = claim;
    this.configuration = configuration;
  }

  /**
   * Claims the folder for this run.
   *
   * @param owner identity that later attempts of the run share, see {@link RunMarker}
   * @throws WrongInputException if it exists already, or cannot be made
   */
  public static OutputFolder anew(Place place, String owner, Configuration configuration)
      throws IOException, WrongInputException {
    return new OutputFolder(place, Claim.anew(place, owner), configuration);
  }

  /** The folder of an earlier attempt. */
  public static OutputFolder again(Place place, RunMarker marker, Configuration configuration)
      throws IOException, WrongInputException {
    return new OutputFolder(place, Claim.again(place, marker), configuration);
  }

  /** The folder's full address, with secrets hidden. */
  public String address() {
    return Secrets.hidden(path.toString());
  }

  /** The identity of this run, which differs even where addresses look alike. */
  public String run() {
    return claim.run();
  }

  /** Removes the folder if nothing was written there. */
  public void giveBack() {
    claim.giveBack();
  }

  /** The run is complete: nothing more is written, and no attempt resumes here. */
  public void complete() throws IOException {
    claim.complete();
  }

  /** Whether a run in this folder is unfinished, or has not begun. */
  public static boolean isUnfinished(Place place) throws IOException {
    FileSystem files = place.files();
    Path summary = new Path(place.path(), SUMMARY);
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

  /** Removes partial files of an earlier attempt; its metrics file stays. */
  public void clearForContinuation() throws IOException {
    claim.check();
    FileSystem files = place.files();
    for (FileStatus left : files.listStatus(path)) {
      if (isOfARun(left.getPath().getName())
          && !files.delete(left.getPath(), true)
          && files.exists(left.getPath())) {
        throw new IOException("Cannot remove " + left.getPath() + " of the attempt before");
      }
    }
  }

  /** Whether a run uses this name for something that its next attempt writes again. */
  private static boolean isOfARun(String name) {
    return List.of(MODEL, REPORT, SUMMARY, CHOSEN).contains(name)
        || ROUNDS_OF_A_RUN.matcher(name).matches();
  }

  /**
   * Checks that checkpoints are not in a folder that the next attempt removes.
   *
   * @throws WrongInputException if they are in one
   */
  public static void checkApart(Place output, Place checkpoints) throws WrongInputException {
    for (Path at = checkpoints.path(); at.getParent() != null; at = at.getParent()) {
      if (at.getParent().equals(output.path())) {
        String name = at.getName();
        if (isOfARun(name) || name.equals(METRICS) || name.equals(RunMarker.NAME)) {
          throw new WrongInputException(
              "Invalid checkpoint.dir: "
                  + checkpoints.text()
                  + " is in the output's "
                  + name
                  + " (allowed: another folder)");
        }
      }
    }
  }

  /** Prefix of the name of the folder for the partitions' states. */
  public String rounds() {
    return new Path(path, ROUNDS).toString();
  }

  /**
   * The metrics file of a resumed run, without the lines beyond the checkpoint.
   *
   * @param keep bytes that belong to the steps before the checkpoint
   * @param earlier receives the steps and evaluations in them
   */
  public MetricsFile metrics(long keep, TrainingListener earlier) {
    return new MetricsFile(() -> reopen(keep, earlier));
  }

  /**
   * Not every file system can truncate or append. Therefore the part to keep is copied, in a way
   * that survives interruptions.
   */
  private MetricsFile.Opened reopen(long keep, TrainingListener earlier) throws IOException {
    claim.use();
    FileSystem files = place.files();
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

  /** The metrics file, which grows during the run; the first event creates the folder. */
  public MetricsFile metrics() {
    return new MetricsFile(
        () -> {
          claim.use();
          return new MetricsFile.Opened(place.files().create(new Path(path, METRICS), false), 0, 0);
        });
  }

  public void model(TrainedModel model) throws IOException {
    claim.check();
    ModelFolder.save(model, new Path(path, MODEL), configuration);
  }

  public void summary(Map<String, Object> summary) throws IOException {
    text(SUMMARY, Json.pretty(summary) + "\n");
  }

  /** The complete job file of the settings that were found. */
  public void chosen(String yaml) throws IOException {
    text(CHOSEN, yaml);
  }

  public void report(String page) throws IOException {
    text(REPORT, page);
  }

  private void text(String name, String content) throws IOException {
    claim.check();
    WholeFiles.of(path, configuration)
        .file(new Path(path, name), out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }
}
