package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.exchange.RoundSum;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.RoundPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The parts of a run on the driver that make up a saved state. */
record RunParts(
    RunCounters counters,
    RunTimes times,
    LossWatch losses,
    StopJudge judge,
    Optional<Validation> validation,
    RoundPlan rounds,
    ModelUpdate model,
    RunEvents events)
    implements Stateful {

  PhaseClock clock() {
    return times.clock();
  }

  boolean shouldContinue() {
    return judge.shouldContinue(counters.step(), times.seconds());
  }

  /** Updates for which rows were drawn that counted: made, or passed without weight. */
  long stepsDrawn() {
    return counters.step() + judge.passedUpdates();
  }

  /** Makes the updates of a round and counts them. */
  void update(Round round, RoundSum sum) {
    RunCounters.Update update =
        clock().time(Phase.UPDATE, () -> model.update(round, sum, counters.step(), losses));
    counters.updated(round.updates(), update);
    losses.passed(update);
    judge.updated(update);
  }

  /** Counts a round whose rows had no weight. */
  void passed(Round round, long drawnRows) {
    counters.passed(drawnRows);
    judge.passed(round.updates(), drawnRows, counters.step());
  }

  /** This moment of the run. */
  TrainingResult.Point point(Map<Metric, Double> metrics) {
    return new TrainingResult.Point(counters.step(), times.seconds(), losses.smoothed(), metrics);
  }

  /** The parts in the order of the table {@link Section}. */
  List<Stateful> inOrder() {
    return Stream.concat(
            Stream.of(counters, times, losses, judge, times.phases()),
            Stream.concat(validation.stream(), Stream.of(rounds, model)))
        .map(Stateful.class::cast)
        .toList();
  }

  @Override
  public Set<Section> sections() {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    inOrder().forEach(part -> sections.addAll(part.sections()));
    return sections;
  }

  @Override
  public void save(RunState.Builder state) {
    inOrder().forEach(part -> part.save(state));
  }

  /** Restores a state that another process saved. */
  @Override
  public void restore(RunState state) {
    inOrder().forEach(part -> part.restore(state));
    validation.ifPresent(judge::evaluated);
  }

  @Override
  public void goBack(RunState state) {
    inOrder().forEach(part -> part.goBack(state));
    validation.ifPresent(judge::evaluated);
  }
}
