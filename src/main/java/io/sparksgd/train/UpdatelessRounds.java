package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.message.Wording;
import java.util.Optional;

/**
 * Rounds that made no update because their rows had no weight, or because they drew no rows. Rows
 * without weight are passed as all others are: a round of them counts in the epochs of a run. A
 * draw without rows is as if it had not happened.
 */
final class UpdatelessRounds {
  /** Draws without rows, in a row, after which a run fails instead of drawing for ever. */
  private static final int MOST_EMPTY_ROUNDS = 10_000;

  private final long epochSteps;
  private final Wording words;
  private int empty;
  private long passed;

  /**
   * None yet.
   *
   * @param epochSteps updates for which the epochs of the run have rows; 0 when they are open
   * @param words what messages call the settings
   */
  UpdatelessRounds(long epochSteps, Wording words) {
    this.epochSteps = epochSteps;
    this.words = words;
  }

  /** Updates that were not made because the rows drawn for them had no weight. */
  long passed() {
    return passed;
  }

  /**
   * A round drew rows without weight only.
   *
   * @param step updates made
   * @return why the run ends, if it does
   */
  Optional<String> pass(int updates, long step) {
    passed += updates;
    empty = 0;
    return epochSteps > 0 && step + passed >= epochSteps ? over(step) : Optional.empty();
  }

  /**
   * A round drew no rows.
   *
   * @param isOver whether the epochs of the run have no rows left, as batches without an update,
   *     such as skipped ones, used some
   * @return why the run ends, if it does
   * @throws IllegalStateException if that happens again and again
   */
  Optional<String> drewNothing(boolean isOver, long step) {
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
  void updated() {
    empty = 0;
  }

  void save(RunState.Builder state) {
    state.longs("passed", passed);
  }

  /** Goes on from a state; one of a version that counted no passed rounds had none. */
  void restore(RunState state) {
    passed = state.has("passed") ? state.longs("passed", 1)[0] : 0;
    empty = 0;
  }
}
