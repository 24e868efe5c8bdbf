package io.sparksgd.cli.folder;

import io.sparksgd.cli.text.Json;
import io.sparksgd.config.Secrets;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.CheckpointFailed;
import io.sparksgd.monitor.TrainingEvent.Checkpointed;
import io.sparksgd.monitor.TrainingEvent.Diverged;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.Started;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingEvent.Stopped;
import io.sparksgd.monitor.TrainingListener;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * {@code metrics.jsonl}: one JSON object a line for every event of a run, written as it happens.
 */
public final class MetricsFile implements TrainingListener, AutoCloseable {
  /** Time after which lines become visible to readers even if the buffer is not full. */
  private static final long FLUSH_NANOS = 1_000_000_000L;

  private final Opener opener;
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream sink = out;
  private long bytes;
  private long lines;
  private long flushed = System.nanoTime();
  private boolean broken;

  /** Makes the file, at the first event: a run that is refused before leaves nothing behind. */
  @FunctionalInterface
  interface Opener {
    Opened open() throws IOException;
  }

  /**
   * A file to write to.
   *
   * @param bytes that are in it
   * @param lines that are in it
   */
  record Opened(OutputStream stream, long bytes, long lines) {}

  MetricsFile(Opener opener) {
    this.opener = opener;
  }

  /** The length of the file, after all of it has been flushed. */
  public Map<String, Object> position() {
    try {
      out.flush();
      force(sink);
    } catch (IOException | FSError e) {
      throw unwritable(e);
    }
    Map<String, Object> position = new LinkedHashMap<>();
    position.put("bytes", bytes);
    position.put("lines", lines);
    return position;
  }

  /** Hadoop's local file system has an error of its own for what a disk refuses. */
  private UncheckedIOException unwritable(Throwable e) {
    broken = true;
    if (e instanceof LostFolderException lost) {
      return new UncheckedIOException(lost.getMessage(), lost);
    }
    return new UncheckedIOException(
        "Cannot write the metrics file: " + PathFailure.of(e).reason(),
        e instanceof IOException known ? known : new IOException(e));
  }

  /** Forces the written lines to the disk, where the file system supports that. */
  static void force(OutputStream sink) throws IOException {
    sink.flush();
    if (sink instanceof FSDataOutputStream stream
        && stream.hasCapability(StreamCapabilities.HSYNC)) {
      stream.hsync();
    }
  }

  @Override
  public void on(TrainingEvent event) {
    if (broken) {
      // The failure is reported already; its event is not written to the file that failed.
      return;
    }
    try {
      if (event instanceof Started) {
        Opened opened = opener.open();
        sink = opened.stream();
        out = new BufferedOutputStream(sink, 1 << 16);
        bytes = opened.bytes();
        lines = opened.lines();
      }
      byte[] line = (Json.line(toMap(event)) + "\n").getBytes(StandardCharsets.UTF_8);
      out.write(line);
      bytes += line.length;
      lines++;
      long now = System.nanoTime();
      if (!(event instanceof StepDone) || now - flushed > FLUSH_NANOS) {
        out.flush();
        flushed = now;
      }
    } catch (IOException | FSError e) {
      throw unwritable(e);
    }
  }

  static Map<String, Object> toMap(TrainingEvent event) {
    if (event instanceof Started started) {
      return started(started);
    } else if (event instanceof StepDone step) {
      return step(step);
    } else if (event instanceof Evaluated evaluated) {
      return evaluated(evaluated);
    } else if (event instanceof Diverged diverged) {
      return diverged(diverged);
    } else if (event instanceof Checkpointed checkpointed) {
      return checkpointed(checkpointed);
    } else if (event instanceof CheckpointFailed failed) {
      return checkpointFailed(failed);
    } else {
      return stopped((Stopped) event);
    }
  }

  private static Map<String, Object> started(Started started) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event", started.step() == 0 ? "started" : "resumed");
    map.put("step", started.step());
    map.put("name", started.plan().name());
    map.put("training-rows", started.plan().trainingRows());
    map.put("features", started.plan().features());
    map.put("parameters", started.plan().parameters());
    map.put("partitions", started.plan().partitions());
    map.put("rows-per-step", started.plan().rowsPerStep());
    map.put("total-steps", started.plan().totalSteps());
    return map;
  }

  private static Map<String, Object> step(StepDone step) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event", "step");
    map.put("step", step.step());
    map.put("epoch", step.epoch());
    map.put("rows", step.rows());
    map.put("batch-rows", step.batchRows());
    Map<String, Object> train = new LinkedHashMap<>();
    train.put("loss", Json.number(step.trainLoss()));
    train.put("running-loss", Json.number(step.runningLoss()));
    map.put("train", train);
    map.put("learning-rate", Json.number(step.learningRate()));
    map.put("gradient-norm", Json.number(step.gradientNorm()));
    map.put("seconds", Json.number(step.seconds()));
    map.put("phases", Json.phases(step.phases()));
    map.put("bytes", Json.bytes(step.bytes()));
    map.put("cosine", Json.number(step.cosine()));
    return map;
  }

  private static Map<String, Object> evaluated(Evaluated evaluated) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event", "evaluation");
    map.put("step", evaluated.step());
    map.put("epoch", evaluated.epoch());
    map.put("rows", evaluated.rows());
    map.put("validation", Json.metrics(evaluated.metrics()));
    map.put("seconds", Json.number(evaluated.seconds()));
    map.put("evaluation-seconds", Json.number(evaluated.evaluationSeconds()));
    map.put("best", evaluated.best());
    return map;
  }

  /** A divergence that the run survived, as in the summary. */
  static Map<String, Object> diverged(Diverged diverged) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event", "diverged");
    map.put("step", diverged.step());
    map.put("seconds", Json.number(diverged.seconds()));
    map.put("what", diverged.what());
    map.put("action", diverged.action().key());
    map.put("goes-on-after", diverged.goesOnAfter());
    map.put("rate-factor", Json.number(diverged.rateFactor()));
    return map;
  }

  private static Map<String, Object> checkpointed(Checkpointed checkpointed) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event", "checkpoint");
    map.put("step", checkpointed.step());
    map.put("seconds", Json.number(checkpointed.seconds()));
    map.put("save-seconds", Json.number(checkpointed.saveSeconds()));
    map.put("stalled-seconds", Json.number(checkpointed.stalledSeconds()));
    map.put("bytes", checkpointed.bytes());
    map.put("folder", Secrets.hidden(checkpointed.folder()));
    return map;
  }

  private static Map<String, Object> checkpointFailed(CheckpointFailed failed) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event", "checkpoint-failed");
    map.put("step", failed.step());
    map.put("seconds", Json.number(failed.seconds()));
    map.put("reason", Secrets.hidden(failed.reason()));
    return map;
  }

  private static Map<String, Object> stopped(Stopped stopped) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("event", "stopped");
    map.put("step", stopped.step());
    map.put("epoch", stopped.epoch());
    map.put("rows", stopped.rows());
    map.put("seconds", Json.number(stopped.seconds()));
    map.put("status", stopped.status().key());
    map.put("reason", Secrets.hidden(stopped.reason()));
    return map;
  }

  @Override
  public void close() {
    boolean told = broken;
    try {
      out.close();
    } catch (IOException | FSError e) {
      if (!told) {
        throw unwritable(e);
      }
    }
  }
}
