package io.sparksgd.train;

import io.sparksgd.checkpoint.CheckpointWriter.Saved;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.RunPlan;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingListener;
import java.io.UncheckedIOException;
import java.util.List;

/** Tells the listeners of a run all that happens. */
final class RunEvents {
  private final List<TrainingListener> listeners;
  private final Wording words;
  private final RunCounters counters;
  private final RunTimes times;
  private final LossWatch losses;

  RunEvents(
      List<TrainingListener> listeners,
      Wording words,
      RunCounters counters,
      RunTimes times,
      LossWatch losses) {
    this.listeners = listeners;
    this.words = words;
    this.counters = counters;
    this.times = times;
    this.losses = losses;
  }

  void started(RunPlan plan) {
    tell(new TrainingEvent.Started(counters.step(), plan));
  }

  /** The updates of a round were made. */
  void stepDone() {
    RunCounters.Update update = counters.last();
    tell(
        new TrainingEvent.StepDone(
            counters.step(),
            counters.epoch(),
            counters.rows(),
            update.rows(),
            update.loss(),
            losses.smoothed(),
            update.learningRate(),
            update.gradientNorm(),
            times.seconds(),
            times.clock().lap(),
            counters.takeRoundBytes(),
            update.cosine()));
  }

  /**
   * The validation rows were evaluated.
   *
   * @param started seconds of training before that
   */
  void evaluated(Validation validation, double started) {
    double now = times.seconds();
    tell(
        new TrainingEvent.Evaluated(
            counters.step(),
            counters.epoch(),
            counters.rows(),
            validation.metricsOfLast(),
            now,
            now - started,
            validation.lastIsBest()));
  }

  /**
   * The run diverged and goes on.
   *
   * @param before updates made before that
   * @param rateFactor of the learning rate from now on
   */
  void recovered(DivergedException why, OnDivergence policy, long before, double rateFactor) {
    tell(
        new TrainingEvent.Diverged(
            before, times.seconds(), why.what(), policy, counters.step(), rateFactor));
  }

  /** The state was saved. */
  void checkpointed(long savedStep, double saveSeconds, double stalledSeconds, Saved saved) {
    tell(
        new TrainingEvent.Checkpointed(
            savedStep,
            times.seconds(),
            saveSeconds,
            stalledSeconds,
            saved.bytes(),
            saved.folder().toString()));
  }

  /** The state could not be saved. */
  void checkpointFailed(long savedStep, Exception failure) {
    tell(new TrainingEvent.CheckpointFailed(savedStep, times.seconds(), firstLine(failure)));
  }

  void stopped(double seconds, RunStatus status, String reason) {
    tell(
        new TrainingEvent.Stopped(
            counters.step(), counters.epoch(), counters.rows(), seconds, status, reason));
  }

  /** A divergence in the words of this run. */
  String told(DivergedException diverged) {
    return diverged.worded().in(words);
  }

  /** A failure in one line. */
  String firstLine(Exception failure) {
    String told = Worded.message(failure, words);
    String message = told == null ? "" : ": " + told;
    // Its message is one of our own.
    return (failure instanceof UncheckedIOException
            ? String.valueOf(failure.getMessage())
            : failure.getClass().getSimpleName() + message)
        .lines()
        .findFirst()
        .orElse("");
  }

  private void tell(TrainingEvent event) {
    times.clock().time(Phase.NOTIFY, () -> listeners.forEach(listener -> listener.on(event)));
  }
}
