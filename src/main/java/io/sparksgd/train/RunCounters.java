package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.monitor.Traffic;
import java.util.Set;

/** Counts updates, rows and bytes of a run, and keeps the figures of its last update. */
final class RunCounters implements Stateful {
  /** Updates, rows, and three counts of bytes. */
  private static final int COUNTERS = 5;

  private final long trainingRows;
  private long step;
  private long rows;
  private Traffic bytes = Traffic.NONE;
  private Traffic roundBytes = Traffic.NONE;
  private Update last = new Update(0, 0, 0, 0, 1);

  /**
   * The figures of an update, or of the updates of a round.
   *
   * @param rows used
   * @param loss the objective before the update, on these rows
   * @param cosine between the vectors that the partitions computed and the ones they sent
   */
  record Update(long rows, double loss, double learningRate, double gradientNorm, double cosine) {}

  RunCounters(long trainingRows) {
    this.trainingRows = trainingRows;
  }

  /** Counts the bytes of a round. */
  void moved(Traffic round) {
    roundBytes = roundBytes.plus(round);
    bytes = bytes.plus(round);
  }

  /** Counts rows that made no update, as they have no weight. */
  void passed(long drawnRows) {
    rows += drawnRows;
  }

  /** Counts the updates of a round. */
  void updated(int updates, Update update) {
    step += updates;
    rows += update.rows();
    last = update;
  }

  /** Updates made so far. */
  long step() {
    return step;
  }

  /** Rows used so far, counting each use. */
  long rows() {
    return rows;
  }

  /** Rows used / training rows. */
  double epoch() {
    return (double) rows / trainingRows;
  }

  /** Bytes of all rounds. */
  Traffic bytes() {
    return bytes;
  }

  /** Bytes since the call before. */
  Traffic takeRoundBytes() {
    Traffic taken = roundBytes;
    roundBytes = Traffic.NONE;
    return taken;
  }

  Update last() {
    return last;
  }

  /** The updates made by a saved state. */
  static long stepOf(RunState state) {
    return state.longs(Section.PROGRESS.key(), COUNTERS)[0];
  }

  @Override
  public Set<Section> sections() {
    return Set.of(Section.PROGRESS);
  }

  @Override
  public void save(RunState.Builder state) {
    state.longs(
        Section.PROGRESS.key(), step, rows, bytes.broadcast(), bytes.returned(), bytes.dense());
  }

  @Override
  public void restore(RunState state) {
    long[] saved = state.longs(Section.PROGRESS.key(), COUNTERS);
    step = saved[0];
    rows = saved[1];
    bytes = new Traffic(saved[2], saved[3], saved[4]);
  }
}
