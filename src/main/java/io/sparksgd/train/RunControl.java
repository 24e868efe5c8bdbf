package io.sparksgd.train;

import io.sparksgd.message.Wording;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What has a say in a run from outside.
 *
 * @param stop ends it early
 * @param memory of an earlier run's update rules, with which this one begins; a checkpoint has its
 *     own
 * @param judged from weights of the training to those that validation rows are evaluated with
 * @param words in which the run tells what went wrong
 */
public record RunControl(
    Optional<Checkpoints> checkpoints,
    StopRequest stop,
    Optional<OptimizerMemory> memory,
    UnaryOperator<double[]> judged,
    Wording words) {

  /** A run whose update rules begin anew. */
  public RunControl(Optional<Checkpoints> checkpoints, StopRequest stop) {
    this(checkpoints, stop, Optional.empty(), UnaryOperator.identity(), Wording.JOB_FILE);
  }

  /** The same for a run that goes on with the memory of an earlier one. */
  public RunControl withMemory(Optional<OptimizerMemory> earlier) {
    return new RunControl(checkpoints, stop, earlier, judged, words);
  }

  /** The same for a run that was started by a door with other words than job files. */
  public RunControl withWords(Wording others) {
    return new RunControl(checkpoints, stop, memory, judged, others);
  }

  /** The same for a run whose validation rows are in other units than its training rows. */
  public RunControl withJudged(UnaryOperator<double[]> weights) {
    return new RunControl(checkpoints, stop, memory, weights, words);
  }

  /** Nothing has. */
  public static RunControl none() {
    return new RunControl(Optional.empty(), new StopRequest());
  }
}
