package io.sparksgd.config;

import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateRule;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The group {@code synchronize}: when the partitions agree on the weights, and how what they send
 * is added.
 *
 * @param local rounds of local steps; empty: they agree at every step
 * @param aggregationDepth levels of addition, the driver's included; empty: as the bytes demand
 * @param timeoutSeconds after which a round, or an evaluation, ends the run; empty: never
 */
public record SynchronizeConfig(
    Optional<LocalRounds> local, OptionalInt aggregationDepth, OptionalDouble timeoutSeconds) {
  /** Synchronous SGD. */
  public static final SynchronizeConfig EVERY_STEP =
      new SynchronizeConfig(Optional.empty(), OptionalInt.empty(), OptionalDouble.empty());

  /**
   * Local SGD: every partition makes updates by itself, then the changes are joined.
   *
   * @param length of a round
   * @param startAt step from which rounds are local; synchronous before
   * @param state what becomes of the memory of the update rule between rounds
   * @param precision of the weights and of that memory during a round
   * @param outer the rule that applies the joined change
   * @param outerLearningRate its learning rate
   */
  public record LocalRounds(
      Length length,
      long startAt,
      LocalState state,
      StepPrecision precision,
      UpdateRule outer,
      double outerLearningRate) {}

  /** Local steps of a round. */
  public sealed interface Length {
    /** That many. */
    record Steps(int steps) implements Length {}

    /** As many as use this many passes over the training rows. */
    record Epochs(double epochs) implements Length {}
  }

  /** What becomes of the memory of the update rule between rounds. */
  public enum LocalState {
    /** Averaged over the partitions, as the weights are. */
    AVERAGE,
    /** Every partition keeps its own. */
    KEEP,
    /** Every round starts with an empty one. */
    RESET
  }
}
