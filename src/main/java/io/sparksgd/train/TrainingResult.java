package io.sparksgd.train;

import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.Traffic;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended, and the model that it found.
 *
 * @param status how it ended
 * @param reason the same as a sentence for users
 * @param steps optimizer updates made
 * @param epochs rows used / training rows
 * @param rows rows used, counting each use
 * @param seconds seconds of training, without reading the data
 * @param phases those seconds by phase
 * @param bytes bytes of all rounds by direction
 * @param cosine similarity of the original and the sent vectors of the last round; 1 without
 *     compression
 * @param last the state after the last step
 * @param best the evaluated state with the best watched metric; empty without validation
 * @param weights the weights to keep, and the last ones
 */
public record TrainingResult(
    RunStatus status,
    String reason,
    long steps,
    double epochs,
    long rows,
    double seconds,
    Map<Phase, Double> phases,
    Traffic bytes,
    double cosine,
    Point last,
    Optional<Point> best,
    Weights weights) {

  /** This result with the final state of the optimizer. */
  TrainingResult with(OptimizerState optimizerState) {
    return new TrainingResult(
        status,
        reason,
        steps,
        epochs,
        rows,
        seconds,
        phases,
        bytes,
        cosine,
        last,
        best,
        weights.with(optimizerState));
  }

  /**
   * The state of a run at one moment.
   *
   * @param seconds seconds since training started
   * @param trainLoss running training loss, with penalty
   * @param validation metrics on the validation rows; empty without validation
   */
  public record Point(
      long step, double seconds, double trainLoss, Map<Metric, Double> validation) {}

  /** Weights that are kept instead of the last ones. */
  static final class Kept {
    private final long step;
    private final double[] weights;

    Kept(long step, double[] weights) {
      this.step = step;
      this.weights = weights;
    }

    /** A live array. */
    double[] weights() {
      return weights;
    }
  }

  /** The weights of a run. */
  public static final class Weights {
    private final double[] last;
    private final Kept kept;
    private final Optional<OptimizerState> optimizerState;

    Weights(double[] last, long lastStep, Optional<Kept> kept) {
      this(last, kept.orElseGet(() -> new Kept(lastStep, last)), Optional.empty());
    }

    private Weights(double[] last, Kept kept, Optional<OptimizerState> optimizerState) {
      this.last = last;
      this.kept = kept;
      this.optimizerState = optimizerState;
    }

    private Weights with(OptimizerState remembered) {
      return new Weights(last, kept, Optional.of(remembered));
    }

    /** The state of the optimizer after the last step; empty when the run failed. */
    public Optional<OptimizerState> optimizerState() {
      return optimizerState;
    }

    /** The model: the best weights when early stopping keeps them, otherwise the last ones. */
    public double[] kept() {
      return kept.weights.clone();
    }

    /** The step that {@link #kept} comes from. */
    public long keptStep() {
      return kept.step;
    }

    /** The weights after the last step (averaged when the plan averages weights). */
    public double[] last() {
      return last.clone();
    }
  }
}
