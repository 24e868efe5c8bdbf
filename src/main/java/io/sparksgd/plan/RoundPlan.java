package io.sparksgd.plan;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.config.SynchronizeConfig.Length;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.sample.Sampler;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which round comes next: one synchronous step or, from the configured step on, local
 * steps.
 */
public final class RoundPlan implements Stateful {
  /** Largest number of local steps of a round: their learning rates travel with it. */
  public static final int MOST_LOCAL_STEPS = 1 << 24;

  private final Optional<LocalRounds> local;
  private final int localSteps;
  private final int accumulationSteps;
  private final Sampler sampler;
  private final long epochSteps;
  private final long totalSteps;
  private long rounds;
  private long drawn;

  private RoundPlan(Optional<LocalRounds> local, int localSteps, BatchPlan batches) {
    this.local = local;
    this.localSteps = localSteps;
    this.accumulationSteps = batches.accumulationSteps();
    this.sampler = batches.sampler();
    this.epochSteps = batches.epochSteps();
    this.totalSteps = batches.totalSteps();
  }

  /**
   * The plan of a run.
   *
   * @throws InvalidPlanException if a round would have too many local steps
   */
  public static RoundPlan of(SynchronizeConfig synchronize, BatchPlan batches, long rows) {
    int localSteps = synchronize.local().map(plan -> steps(plan, batches, rows)).orElse(1);
    return new RoundPlan(synchronize.local(), localSteps, batches);
  }

  private static int steps(LocalRounds plan, BatchPlan batches, long rows) {
    double steps =
        plan.length() instanceof Length.Epochs epochs
            ? Math.max(1, Math.rint(epochs.epochs() * rows / batches.rowsPerStep()))
            : ((Length.Steps) plan.length()).steps();
    if (steps > MOST_LOCAL_STEPS) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name(
                      plan.length() instanceof Length.Epochs
                          ? "synchronize.local-epochs"
                          : "synchronize.local-steps")
                  + ": rounds of "
                  + (long) steps
                  + " local steps (allowed: up to "
                  + MOST_LOCAL_STEPS
                  + "; a larger "
                  + words.name("batch.size")
                  + " or shorter rounds)");
    }
    return (int) steps;
  }

  @Override
  public Set<Section> sections() {
    return Set.of(Section.ROUNDS);
  }

  @Override
  public void save(RunState.Builder state) {
    state.longs(Section.ROUNDS.key(), rounds, drawn);
  }

  @Override
  public void restore(RunState state) {
    long[] saved = state.longs(Section.ROUNDS.key(), 2);
    rounds = saved[0];
    drawn = saved[1];
  }

  /**
   * The next round.
   *
   * @param updates optimizer updates made so far
   * @param stepsDrawn the same, plus updates left out because all their rows had weight 0
   */
  public Round next(long updates, long stepsDrawn) {
    Round round = at(updates, stepsDrawn);
    rounds++;
    drawn += round.updates();
    return round;
  }

  /** The round that {@link #next} would return; the plan does not advance. */
  public Round at(long updates, long stepsDrawn) {
    boolean isLocal = local.isPresent() && updates >= local.get().startAt();
    long left = Math.min(left(totalSteps, updates), left(epochSteps, stepsDrawn));
    int length = isLocal ? (int) Math.min(localSteps, left) : 1;
    return new Round(
        isLocal ? Round.Kind.LOCAL : Round.Kind.SYNCHRONOUS,
        rounds,
        drawn,
        updates,
        length,
        accumulationSteps);
  }

  private static long left(long steps, long done) {
    return steps == 0 ? Long.MAX_VALUE : Math.max(1, steps - done);
  }

  /**
   * Whether the end of the run shortens a round: by local steps, or by rows of its last batch. A
   * longer run would make a different round there.
   */
  public boolean isCut(Round round) {
    return (round.isLocal() && round.updates() < localSteps)
        || sampler.endsWithin(round.firstMicroBatch(), round.microBatches());
  }
}
