package io.sparksgd.monitor;

import io.sparksgd.message.Wording;
import java.util.Optional;

/**
 * Counts rounds that made no update, because all their rows had weight 0 or because they drew no
 * rows. Rows of weight 0 count like all others in the epochs of a run. A draw without rows counts
 * as if it had not happened.
 */
public final class UpdatelessRounds {
  /** After this many consecutive draws without rows, a run fails instead of drawing for ever. */
  private static final int MOST_EMPTY_ROUNDS = 10_000;

  private final long epochSteps;
  private final Wording words;
  private int empty;
  private long passed;

  /**
   * None yet.
   *
   * @param epochSteps updates for which the epochs of the run have rows; 0 when they are open
   * @param words the names of settings in messages
   */
  public UpdatelessRounds(long epochSteps, Wording words) {
    this.epochSteps = epochSteps;
    this.words = words;
  }

  /** Updates that were not made because the rows drawn for them had no weight. */
  public long passed() {
    return passed;
  }

  /**
   * A round drew only rows of weight 0.
   *
   * @param step updates made
   * @return why the run ends, if it does
   */
  public Optional<String> pass(int updates, long step) {
    passed += updates;
    empty = 0;
    return epochSteps > 0 && step + passed >= epochSteps ? over(step) : Optional.empty();
  }

  /**
   * A round drew no rows.
   *
   * @param isOver whether the epochs of the run have no rows left, because batches without an
   *     update used some
   * @return why the run ends, if it does
   * @throws IllegalStateException if that happened too many times in a row
   */
  public Optional<String> drewNothing(boolean isOver, long step) {
    if (isOver) {
      return over(step);
    }
    if (++empty == MOST_EMPTY_ROUNDS) {
      throw new IllegalStateException(
          MOST_EMPTY_ROUNDS
              + " batches in a row drew no rows (raise "
              + words.name("batch.fraction")
              + " or "
              + words.name("batch.size")
              + ")");
    }
    return Optional.empty();
  }

  private static Optional<String> over(long step) {
    return Optional.of("Used all rows of its epochs in " + step + " steps.");
  }

  /** A round made updates. */
  public void updated() {
    empty = 0;
  }

  /** Restores a state. States of versions that did not count such rounds have none. */
  public void restore(long passedBefore) {
    passed = passedBefore;
    empty = 0;
  }
}
