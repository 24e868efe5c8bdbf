package io.sparksgd.round;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.EncodedSum;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.spark.PartitionJob;
import io.sparksgd.spark.PublishedWeights;
import io.sparksgd.task.EncodedSumSource;
import io.sparksgd.task.PartitionState;
import io.sparksgd.task.RoundTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Runs rounds in which partitions keep a state. The state after a round is an RDD that is computed
 * from the state before it. Every few rounds it is saved. So the state of a lost executor can be
 * computed again in bounded time, and the weights published before the save can be freed.
 */
public final class PartitionStates implements AutoCloseable {
  /** Rounds between two saves unless the plan says otherwise. */
  public static final int SAVE_EVERY = 32;

  /**
   * Most rounds between two saves: Spark serialises lineage by recursion, and a thread's stack of 1
   * MiB ended between 500 and 600 rounds.
   */
  public static final int MOST_ROUNDS = 128;

  private final RDD<BlockPartition> rows;
  private final int saveEvery;

  private final StateFolder folder;

  private final Deque<PublishedWeights> published = new ArrayDeque<>();
  private RDD<PartitionState> states;

  /** The state before the last round, while that round may be undone; else null. */
  private RDD<PartitionState> before;

  private boolean isOpen;

  /** The files with the states before {@link #published} was filled; null without such files. */
  private String saved;

  /**
   * Makes an object without any state yet.
   *
   * @param saveEvery rounds between two saves
   * @param scratch prefix of a folder's name, where all executors see it
   * @throws InvalidPlanException if there is no such folder, or the rounds are too many
   */
  public PartitionStates(RDD<BlockPartition> rows, int saveEvery, Optional<String> scratch) {
    if (saveEvery > MOST_ROUNDS) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name("compression.snapshot-every")
                  + ": "
                  + saveEvery
                  + " rounds (allowed: up to "
                  + MOST_ROUNDS
                  + ")");
    }
    this.rows = rows;
    this.saveEvery = saveEvery;
    this.folder = new StateFolder(rows.context(), scratch);
  }

  /** The states at one moment, in files of this run; no files when there was no state. */
  public record Kept(String folder, List<String> files) {
    static final Kept NOTHING = new Kept("", List.of());
  }

  /**
   * Runs a round on all partitions. The new states are provisional until {@link #accept} or {@link
   * #undo}.
   */
  List<EncodedSum> run(RoundTask task, PublishedWeights weights) {
    StateRdd next = states == null ? StateRdd.first(rows, task) : StateRdd.next(rows, states, task);
    next.persist(StorageLevel.MEMORY_AND_DISK());
    published.add(weights);
    List<EncodedSum> encodedSums;
    try {
      encodedSums = PartitionJob.run(next, new EncodedSumSource.Remembered(), EncodedSum.class);
    } catch (Exception failure) {
      // Scala throws checked exceptions undeclared.
      next.unpersist(false);
      throw failure;
    }
    before = states;
    states = next;
    isOpen = true;
    return encodedSums;
  }

  /** Accepts the last round. */
  void accept() {
    if (isOpen) {
      isOpen = false;
      forget(before);
      before = null;
      if (published.size() >= saveEvery) {
        save();
      }
    }
  }

  /** Undoes the last round, if it was not accepted. */
  void undo() {
    if (isOpen) {
      isOpen = false;
      forget(states);
      states = before;
      before = null;
    }
  }

  private static void forget(RDD<PartitionState> old) {
    if (old != null) {
      old.unpersist(false);
    }
  }

  /**
   * Writes the states to a folder of the caller; this object does not change.
   *
   * @return the files in the order of the partitions; none when there is no state
   */
  List<String> saveTo(String target) {
    return states == null
        ? List.of()
        : StateSnapshot.save(rows, states, target, folder.configuration()).files();
  }

  /** Keeps the current states. */
  Kept keep() {
    if (states == null) {
      return Kept.NOTHING;
    }
    String path = folder.next();
    return new Kept(path, saveTo(path));
  }

  /** Copies files that {@link #saveTo} wrote. */
  Kept adopt(List<String> files) {
    if (files.isEmpty()) {
      return Kept.NOTHING;
    }
    String path = folder.next();
    return new Kept(path, copy(files, path).files());
  }

  /** Copies kept states to a folder of the caller. */
  List<String> copyTo(String target, Kept kept) {
    return kept.files().isEmpty() ? List.of() : copy(kept.files(), target).files();
  }

  private StateSnapshot copy(List<String> files, String target) {
    StateSnapshot source = StateSnapshot.of(rows, files, folder.configuration());
    return StateSnapshot.save(rows, source, target, folder.configuration());
  }

  /** Removes kept states. */
  void discard(Kept kept) {
    if (!kept.files().isEmpty()) {
      folder.remove(kept.folder());
    }
  }

  /** Makes kept states the current ones. */
  void goBack(Kept kept) {
    undo();
    forget(states);
    states = null;
    release();
    if (saved != null) {
      folder.remove(saved);
      saved = null;
    }
    if (!kept.files().isEmpty()) {
      startFrom(kept.files());
    }
  }

  /** Restores the states from a copy of files that {@link #saveTo} wrote. */
  void startFrom(List<String> files) {
    String path = folder.next();
    states = copy(files, path);
    saved = path;
  }

  private void save() {
    String path = folder.next();
    StateSnapshot snapshot = StateSnapshot.save(rows, states, path, folder.configuration());
    states.unpersist(false);
    states = snapshot;
    release();
    if (saved != null) {
      folder.remove(saved);
    }
    saved = path;
  }

  private void release() {
    while (!published.isEmpty()) {
      published.remove().free();
    }
  }

  /** Drops all states and files. */
  @Override
  public void close() {
    // A stopped context has freed everything already, and its error would hide that of the run.
    if (!rows.context().isStopped()) {
      forget(states);
      forget(before);
      release();
    }
    folder.close();
  }
}
