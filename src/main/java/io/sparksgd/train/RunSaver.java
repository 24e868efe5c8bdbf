package io.sparksgd.train;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointWriter.Pending;
import io.sparksgd.checkpoint.CheckpointWriter.Saved;
import io.sparksgd.checkpoint.FencedException;
import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.round.RoundJobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.Path;

/**
 * Saves the state of a run when a checkpoint is due, and restores a saved state. Between two steps,
 * the driver's state is copied and the partitions write theirs. One thread then writes the copy
 * while the steps continue; at most one save runs at a time. The training thread reports the result
 * after a later step. A failed save ends the run if the job says so; earlier checkpoints stay
 * intact.
 */
final class RunSaver implements AutoCloseable {
  private final Checkpoints checkpoints;
  private final Map<String, Object> data;
  private final RoundJobs jobs;
  private final RunParts run;
  private final Recovery recovery;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(RunSaver::daemon);
  private Optional<Save> inFlight = Optional.empty();
  private long lastStep;

  /** The save that has not been seen to finish yet. */
  private record Save(long step, double stalledSeconds, Future<Written> written) {}

  private record Written(Saved saved, double seconds) {}

  /**
   * Makes a saver; it saves nothing yet.
   *
   * @param data facts that identify the rows
   * @param recovery whose state is saved, too
   */
  RunSaver(
      Checkpoints checkpoints,
      Map<String, Object> data,
      RunParts run,
      RoundJobs jobs,
      Recovery recovery) {
    this.checkpoints = checkpoints;
    this.data = data;
    this.run = run;
    this.jobs = jobs;
    this.recovery = recovery;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "spark-sgd-checkpoint");
    thread.setDaemon(true);
    return thread;
  }

  /** Resumes from a checkpoint. */
  void restore() {
    if (checkpoints.from().isEmpty()) {
      return;
    }
    Checkpoint from = checkpoints.from().get();
    DataFacts.check(from.state().facts().get("data"), data);
    run.restore(from.state());
    List<String> memory = from.memory().stream().map(Path::toString).toList();
    int own = Math.min(memory.size(), jobs.partitions());
    jobs.restoreStates(memory.subList(0, own));
    recovery.restore(from.state(), memory.subList(own, memory.size()));
    lastStep = run.counters().step();
  }

  /**
   * Begins a save when a round has reached or passed the step of a checkpoint, and reports a
   * finished save.
   *
   * @throws FencedException if another run has taken over
   * @throws SaveFailedException if a save failed, and the job says that this ends the run
   */
  void saveWhenDue() {
    if (inFlight.isPresent() && inFlight.get().written().isDone()) {
      await();
    }
    if (run.counters().step() / checkpoints.everySteps() > lastStep / checkpoints.everySteps()) {
      save();
    }
  }

  /** Saves the state of this step unless it is saved already, and waits until it is written. */
  void saveLast() {
    if (run.counters().step() > lastStep) {
      save();
    }
    await();
  }

  /** Waits for a running save and reports it; for a run that ends anyway. */
  void settle() {
    try {
      await();
    } catch (FencedException | SaveFailedException e) {
      // The failure is reported already, or does not matter to a run that ends for another reason.
      inFlight = Optional.empty();
    }
  }

  private void save() {
    long start = System.nanoTime();
    await();
    long step = run.counters().step();
    lastStep = step;
    try {
      inFlight = Optional.of(run.clock().time(Phase.CHECKPOINT, () -> begin(step, start)));
    } catch (FencedException e) {
      throw e;
    } catch (Exception e) {
      // Not only RuntimeException: Spark's exceptions are checked, but Scala throws them
      // undeclared.
      failed(step, e);
    }
  }

  private Save begin(long step, long start) {
    RunState state = state();
    Optional<Pending> begun = jobs.remembers() ? Optional.of(pending(step)) : Optional.empty();
    // Taken before the thread starts, so that no save seems shorter than the steps' wait for it.
    double stalled = PhaseClock.secondsSince(start);
    Future<Written> written =
        thread.submit(
            () -> {
              Pending pending = begun.isPresent() ? begun.get() : pending(step);
              Saved saved = pending.finish(state);
              return new Written(saved, PhaseClock.secondsSince(start));
            });
    return new Save(step, stalled, written);
  }

  private Pending pending(long step) {
    try {
      return checkpoints.writer().begin(step, this::saveStates);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private RunState state() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("step", run.counters().step());
    facts.putAll(checkpoints.facts().get());
    facts.put("data", data);
    RunState.Builder state = new RunState.Builder().facts(facts);
    run.save(state);
    recovery.save(state);
    return state.build().copy();
  }

  private List<String> saveStates(String folder) {
    if (!jobs.remembers()) {
      return List.of();
    }
    List<String> files = new ArrayList<>(jobs.saveStates(folder));
    files.addAll(recovery.saveStates(folder));
    return files;
  }

  /** Waits for the running save, if there is one, and reports it. */
  private void await() {
    if (inFlight.isEmpty()) {
      return;
    }
    Save save = inFlight.get();
    inFlight = Optional.empty();
    Written written;
    try {
      written = run.clock().time(Phase.CHECKPOINT, () -> result(save.written()));
    } catch (FencedException e) {
      throw e;
    } catch (RuntimeException e) {
      failed(save.step(), e);
      return;
    }
    run.events()
        .checkpointed(save.step(), written.seconds(), save.stalledSeconds(), written.saved());
  }

  private static Written result(Future<Written> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new UncheckedIOException(new IOException(e.getCause().getMessage(), e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a checkpoint was written", e);
    }
  }

  private void failed(long step, Exception failure) {
    run.events().checkpointFailed(step, failure);
    if (checkpoints.onFailure() == OnFailure.FAIL) {
      throw new SaveFailedException(step, failure);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
