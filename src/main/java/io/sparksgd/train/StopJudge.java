package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.config.StopConfig;
import io.sparksgd.message.Wording;
import io.sparksgd.monitor.Convergence;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.StopRules;
import io.sparksgd.monitor.UpdatelessRounds;
import io.sparksgd.plan.BatchPlan;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Decides when a run ends, and why; the first reason counts. */
final class StopJudge implements Stateful {
  private final StopRules rules;
  private final StopRequest request;
  private final Optional<Convergence> convergence;
  private final UpdatelessRounds updateless;
  private Optional<String> reason = Optional.empty();
  private RunStatus status = RunStatus.COMPLETED;

  /**
   * A judge.
   *
   * @param trainingRows rows of an epoch
   * @param words names of the settings in messages
   */
  StopJudge(
      StopConfig stop, BatchPlan batches, long trainingRows, StopRequest request, Wording words) {
    this.rules =
        new StopRules(
            batches.totalSteps(),
            stop.minutes(),
            stop.target().map(StopConfig.Target::metric),
            stop.target().stream().mapToDouble(StopConfig.Target::value).findFirst());
    OptionalDouble tolerance = stop.tolerance();
    this.convergence =
        tolerance.isPresent()
            ? Optional.of(new Convergence(tolerance.getAsDouble(), trainingRows))
            : Optional.empty();
    this.updateless = new UpdatelessRounds(batches.epochSteps(), words);
    this.request = request;
  }

  /** Whether no rule has ended the run yet. */
  boolean shouldContinue(long step, double seconds) {
    if (reason.isEmpty()) {
      reason = rules.reasonAfterStep(step, seconds);
    }
    if (reason.isEmpty()) {
      reason = request.asked();
      reason.ifPresent(asked -> status = RunStatus.INTERRUPTED);
    }
    return reason.isEmpty();
  }

  /** A round drew no rows; see {@link UpdatelessRounds#drewNothing}. */
  void drewNothing(boolean isOver, long step) {
    reason = updateless.drewNothing(isOver, step);
  }

  /**
   * A round drew rows without weight only.
   *
   * @param updates that it stood for
   */
  void passed(int updates, long drawnRows, long step) {
    convergence.ifPresent(rule -> rule.pass(drawnRows));
    reason = updateless.pass(updates, step);
  }

  /** Updates that were not made because the rows drawn for them had no weight. */
  long passedUpdates() {
    return updateless.passed();
  }

  /** Updates were made. */
  void updated(RunCounters.Update update) {
    updateless.updated();
    if (convergence.isPresent() && reason.isEmpty()) {
      reason = convergence.get().observe(update.loss(), update.rows());
    }
  }

  /** Looks at an evaluation. */
  void evaluated(Validation validation) {
    if (reason.isEmpty()) {
      reason = rules.reasonAfterEvaluation(validation.metricsOfLast());
      if (reason.isEmpty()) {
        reason = validation.earlyStop();
        reason.ifPresent(early -> status = RunStatus.STOPPED_EARLY);
      }
    }
  }

  /** How the run ends if it ends now. */
  RunStatus status() {
    return status;
  }

  /** The same as a sentence for users. */
  String reason() {
    return reason.orElse("All steps made.");
  }

  @Override
  public Set<Section> sections() {
    return Set.of(Section.PASSED, Section.CONVERGENCE);
  }

  @Override
  public void save(RunState.Builder state) {
    state.longs(Section.PASSED.key(), updateless.passed());
    convergence.ifPresent(rule -> state.doubles(Section.CONVERGENCE.key(), rule.state()));
  }

  /** States of versions that counted no passed updates had none. */
  @Override
  public void restore(RunState state) {
    String passed = Section.PASSED.key();
    updateless.restore(state.has(passed) ? state.longs(passed, 1)[0] : 0);
    reason = Optional.empty();
    if (convergence.isPresent() && state.has(Section.CONVERGENCE.key())) {
      convergence.get().restore(state.doubles(Section.CONVERGENCE.key()));
      reason = convergence.get().reason();
    }
  }
}
