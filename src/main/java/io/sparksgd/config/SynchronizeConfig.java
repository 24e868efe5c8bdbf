package io.sparksgd.config;

import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The group {@code synchronize}: when the partitions agree on the weights, and how what they send
 * is added.
 *
 * @param local rounds of local steps; empty: they agree at every step
 */
public record SynchronizeConfig(
    @Setting(key = "every", type = "step", usual = "step")
        @Says("synchronous SGD; not with `local-steps` or `local-epochs`")
        Optional<LocalRounds> local,
    @Setting(
            range = "from 1 to 20",
            usually = "a tree of 2 from 4 partitions and 64 MiB on, else 1",
            param = "aggregationDepth")
        @Says(
            "levels in which what the partitions send is added: 1, all on the driver; 2, about"
                + " root(partitions) groups by a task each, then these on the driver; d, groups of"
                + " about partitions^(1/d), in d - 1 stages. Each order of additions is fixed, but"
                + " another depth is another order: the last bits may differ. Above 1 not with"
                + " `error-feedback` or `local-state: keep`")
        OptionalInt aggregationDepth,
    @Setting(range = "from 0.001 to 1e9", param = "timeoutSeconds")
        @Says(
            "longest time of a round or an evaluation; then it is cancelled, and the run fails with"
                + " the task, stage, host and executor that it waited for")
        OptionalDouble timeoutSeconds) {
  /** Synchronous SGD. */
  public static final SynchronizeConfig EVERY_STEP =
      new SynchronizeConfig(Optional.empty(), OptionalInt.empty(), OptionalDouble.empty());

  /** Whether every partition keeps an optimizer state of its own between rounds. */
  public boolean keepsStates() {
    return local.filter(rounds -> rounds.state() == LocalState.KEEP).isPresent();
  }

  /** Whether the weights of local steps are floats. */
  public boolean isNarrow() {
    return local.filter(rounds -> rounds.precision() == StepPrecision.FLOAT32).isPresent();
  }

  /**
   * Local SGD: every partition makes updates by itself, then the changes are joined.
   *
   * @param length of a round
   * @param outer the rule that applies the joined change
   * @param outerLearningRate its learning rate
   */
  public record LocalRounds(
      Length length,
      @Setting(key = "start-local-at", range = "from 0", usual = "0", param = "startLocalAt")
          @Says("step from which rounds are local; synchronous before")
          long startAt,
      @Setting(key = "local-state", usual = "average", param = "localState")
          @Says(
              "memory of the update rule: averaged and sent along with the weights; kept by each"
                  + " partition, with nothing sent; or begun anew in each round")
          LocalState state,
      @Setting(key = "local-precision", usual = "float64", param = "localPrecision")
          @Says(
              "weights and memory of the update rule during a round; float32 only with a linear"
                  + " model of one output, `adagrad` without clipping and no penalty")
          StepPrecision precision,
      UpdateRule outer,
      double outerLearningRate) {}

  /** Local steps of a round. */
  public sealed interface Length {
    /** That many. */
    record Steps(
        @Setting(key = "local-steps", range = "from 1", usually = "none", param = "localSteps")
            @Says("steps of a round; up to 16,777,216")
            int steps)
        implements Length {}

    /** As many as use this many passes over the training rows. */
    record Epochs(
        @Setting(key = "local-epochs", range = "above 0", usually = "none", param = "localEpochs")
            @Says("the same in passes over the training rows")
            double epochs)
        implements Length {}
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
