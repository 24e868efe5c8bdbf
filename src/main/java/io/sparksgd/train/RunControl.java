package io.sparksgd.train;

import io.sparksgd.message.Wording;
import io.sparksgd.objective.Centring;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * External controls of a run: checkpoints, stop request, initial optimizer state.
 *
 * @param stop ends it early
 * @param optimizerState the optimizer state of an earlier run, with which this one begins; a
 *     checkpoint contains its own
 * @param centring what is subtracted from the features of the training rows
 * @param judged maps weights of the training to the weights that validation rows are evaluated with
 * @param words the names of settings in this run's messages
 */
public record RunControl(
    Optional<Checkpoints> checkpoints,
    StopRequest stop,
    Optional<OptimizerState> optimizerState,
    Centring centring,
    UnaryOperator<double[]> judged,
    Wording words) {

  /** Controls of a run that begins with a new optimizer state. */
  public RunControl(Optional<Checkpoints> checkpoints, StopRequest stop) {
    this(
        checkpoints,
        stop,
        Optional.empty(),
        Centring.none(),
        UnaryOperator.identity(),
        Wording.JOB_FILE);
  }

  /** The same for a run that continues with the optimizer state of an earlier one. */
  public RunControl withOptimizerState(Optional<OptimizerState> earlier) {
    return new RunControl(checkpoints, stop, earlier, centring, judged, words);
  }

  /** The same for a run whose messages use other names than those of job files. */
  public RunControl withWords(Wording others) {
    return new RunControl(checkpoints, stop, optimizerState, centring, judged, others);
  }

  /**
   * The same for a run on other features than those in its rows.
   *
   * @param means what is subtracted from the features of the training rows
   * @param weights see {@link #judged}
   */
  public RunControl withFeatures(Centring means, UnaryOperator<double[]> weights) {
    return new RunControl(checkpoints, stop, optimizerState, means, weights, words);
  }

  /** No control at all. */
  public static RunControl none() {
    return new RunControl(Optional.empty(), new StopRequest());
  }
}
