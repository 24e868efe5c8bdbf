package io.sparksgd.train;

import io.sparksgd.exchange.RoundSum;
import io.sparksgd.input.blocks.ChangedInputException;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.RunPlan;
import io.sparksgd.plan.Round;
import io.sparksgd.spark.PublishedWeights;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run. {@link #makeStep} is the data flow: sample, broadcast, treeAggregate, update, notify,
 * evaluate, checkpoint.
 */
final class TrainingLoop implements AutoCloseable {
  private final RunPlan description;
  private final RunParts run;
  private final RoundRunner runner;
  private final Evaluations evaluations;
  private final Recovery recovery;
  private final Optional<RunSaver> saver;

  /** Whether the end of the run shortens the round that was sampled last. */
  private boolean isCut;

  TrainingLoop(
      RunPlan description,
      RunParts run,
      RoundRunner runner,
      Evaluations evaluations,
      Recovery recovery,
      Optional<RunSaver> saver) {
    this.description = description;
    this.run = run;
    this.runner = runner;
    this.evaluations = evaluations;
    this.recovery = recovery;
    this.saver = saver;
  }

  /** Makes steps until a stop rule ends the run. */
  TrainingResult run() {
    RunResults results = new RunResults(run);
    try {
      run.events().started(description);
      recovery.begin();
      makeSteps();
      finish();
      return results.completed();
    } catch (DivergedException diverged) {
      saver.ifPresent(RunSaver::settle);
      return results.diverged(diverged);
    } catch (Exception failure) {
      // Not only RuntimeException: Spark's exceptions are checked, but Scala throws them
      // undeclared.
      saver.ifPresent(RunSaver::settle);
      Exception cause =
          ChangedInputException.in(failure).map(Exception.class::cast).orElse(failure);
      throw new TrainingFailedException(results.failed(cause), cause);
    } finally {
      close();
    }
  }

  private void makeSteps() {
    makeStepsUntilStopped();
    for (Optional<DivergedException> end = evaluations.exploded();
        end.isPresent();
        end = evaluations.exploded()) {
      recovery.recoverAtEnd(end.get());
      makeStepsUntilStopped();
    }
  }

  private void makeStepsUntilStopped() {
    while (run.shouldContinue()) {
      try {
        makeStep();
      } catch (DivergedException diverged) {
        recovery.recover(diverged);
      }
    }
  }

  private void makeStep() {
    Round round = sample();
    RoundSum sum;
    try (PublishedWeights published = runner.broadcast(round, run.model())) {
      sum = runner.treeAggregate(round, published, run.model());
    }
    if (sum.sum().weightSum() > 0) {
      update(round, sum);
      notifyListeners();
      evaluations.evaluateWhenDue();
      recovery.keepWhenDue();
      checkpointWhenDue();
    } else {
      passWithoutUpdate(round, sum.sum().rows());
    }
  }

  /** The next micro-batches; every partition draws its own rows of them. */
  private Round sample() {
    long step = run.counters().step();
    isCut = run.rounds().isCut(run.rounds().at(step, run.stepsDrawn()));
    if (isCut) {
      // A longer run resumes from here, and makes a different round instead of this one.
      checkpoint(RunSaver::saveLast);
    }
    return run.rounds().next(step, run.stepsDrawn());
  }

  private void update(Round round, RoundSum sum) {
    run.update(round, sum);
    run.clock().time(Phase.GRADIENT, runner::acceptStates);
  }

  private void notifyListeners() {
    run.events().stepDone();
  }

  private void checkpointWhenDue() {
    if (!isCut) {
      checkpoint(RunSaver::saveWhenDue);
    }
  }

  private void checkpoint(Consumer<RunSaver> save) {
    saver.ifPresent(to -> runner.limited("the checkpoint after", () -> save.accept(to)));
  }

  private void passWithoutUpdate(Round round, long drawnRows) {
    runner.acceptStates();
    if (drawnRows == 0) {
      run.judge().drewNothing(runner.isOver(round), run.counters().step());
    } else {
      runner.checkWeights();
      run.passed(round, drawnRows);
    }
  }

  private void finish() {
    // Before the final evaluation, because a longer run would not evaluate here.
    if (!isCut) {
      saver.ifPresent(RunSaver::saveLast);
    }
    evaluations.evaluateLast();
  }

  @Override
  public void close() {
    saver.ifPresent(RunSaver::close);
    runner.close();
  }
}
