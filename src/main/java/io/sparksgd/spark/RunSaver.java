package io.sparksgd.spark;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointWriter.Saved;
import io.sparksgd.checkpoint.FencedException;
import io.sparksgd.checkpoint.RunState;
import io.sparksgd.monitor.Phase;
import io.sparksgd.spark.input.BlockSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Saves the state of a run when it is due, and brings a saved one back. A save that fails is told
 * to the listeners and the run goes on: the next one may succeed, and what was saved before is
 * still there.
 */
final class RunSaver {
  private final Checkpoints checkpoints;
  private final Map<String, Object> data;
  private final RunProgress progress;
  private final RoundJobs jobs;
  private final RunParts parts;
  private final Recovery recovery;
  private long lastStep;

  /**
   * Saves nothing yet.
   *
   * @param recovery whose state is saved, too
   */
  RunSaver(
      Checkpoints checkpoints,
      BlockSet rows,
      Optional<BlockSet> validation,
      RunParts parts,
      RoundJobs jobs,
      Recovery recovery) {
    this.checkpoints = checkpoints;
    this.data = DataFacts.of(rows, validation);
    this.progress = parts.progress();
    this.jobs = jobs;
    this.parts = parts;
    this.recovery = recovery;
  }

  /** Goes on where a checkpoint was written. */
  void restore() {
    if (checkpoints.from().isEmpty()) {
      return;
    }
    Checkpoint from = checkpoints.from().get();
    DataFacts.check(from.state().facts().get("data"), data);
    parts.restore(from.state());
    List<String> memory = from.memory().stream().map(Path::toString).toList();
    int own = Math.min(memory.size(), jobs.partitions());
    jobs.restoreMemory(memory.subList(0, own));
    recovery.restore(from.state(), memory.subList(own, memory.size()));
    lastStep = progress.step();
  }

  /** Whether a round has come to the step of a checkpoint, or beyond. */
  boolean isDue() {
    return progress.step() / checkpoints.everySteps() > lastStep / checkpoints.everySteps();
  }

  /** Saves the state unless this step's is saved. */
  void saveLast() {
    if (progress.step() > lastStep) {
      save();
    }
  }

  /**
   * Saves the state.
   *
   * @throws FencedException if another run has taken over
   */
  void save() {
    lastStep = progress.step();
    long start = System.nanoTime();
    try {
      Saved saved = progress.clock().time(Phase.CHECKPOINT, this::write);
      progress.checkpointed((System.nanoTime() - start) / 1e9, saved.bytes(), saved.folder());
    } catch (FencedException e) {
      throw e;
    } catch (Exception e) {
      // Not only RuntimeException: Spark's own are checked, and thrown from Scala undeclared.
      progress.checkpointFailed(e);
    }
  }

  private Saved write() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("step", progress.step());
    facts.putAll(checkpoints.facts().get());
    facts.put("data", data);
    RunState.Builder state = new RunState.Builder().facts(facts);
    parts.save(state);
    recovery.save(state);
    try {
      return checkpoints.writer().save(progress.step(), state.build(), this::saveMemory);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private List<String> saveMemory(String folder) {
    List<String> files = new ArrayList<>(jobs.saveMemory(folder));
    files.addAll(recovery.saveMemory(folder));
    return files;
  }
}
