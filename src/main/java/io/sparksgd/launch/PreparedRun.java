package io.sparksgd.launch;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.train.OptimizerState;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.Trainer;
import io.sparksgd.train.TrainingResult;
import java.util.List;
import java.util.Optional;

/** A run whose rows, objective and start have been checked. */
public final class PreparedRun {
  private final Launch launch;
  private final TrainingRows rows;
  private final Objective objective;
  private final List<Double> labels;
  private final double[] start;
  private final Optional<OptimizerState> optimizerState;

  PreparedRun(
      Launch launch,
      TrainingRows rows,
      Objective objective,
      List<Double> labels,
      double[] start,
      Optional<OptimizerState> optimizerState) {
    this.launch = launch;
    this.rows = rows;
    this.objective = objective;
    this.labels = labels;
    this.start = start;
    this.optimizerState = optimizerState;
  }

  /** The same run as a trial: it does not validate, and its optimizer begins anew. */
  public PreparedRun trial() {
    return new PreparedRun(
        launch, rows.withoutValidation(), objective, labels, start, Optional.empty());
  }

  /** The model and loss for the features and classes of the rows. */
  public Objective objective() {
    return objective;
  }

  /** The rows to train on, in the units of the training. */
  public BlockSet train() {
    return rows.train();
  }

  /** What a training subtracts from the features of its rows, which have them as they are. */
  public Centring centring() {
    return rows.centring();
  }

  /** The rows to validate with, in the units of the training. */
  public Optional<BlockSet> validation() {
    return rows.validation();
  }

  /** The weights to start from: those of the initial model, or the objective's own. */
  public double[] startWeights() {
    return start.clone();
  }

  /**
   * The plan of the run.
   *
   * @param scratch see {@link TrainingPlan}
   */
  public TrainingPlan plan(Optional<String> scratch) {
    return TrainingPlan.of(launch.job(), objective, scratch);
  }

  /**
   * Trains.
   *
   * @param listeners told of every event, in this order
   * @param control checkpoints, stop request and words of the run; the optimizer's state is added
   * @see Trainer#fit(BlockSet, Optional, double[], RunControl)
   */
  public TrainingResult train(
      Optional<String> scratch, List<TrainingListener> listeners, RunControl control) {
    return new Trainer(plan(scratch), listeners)
        .fit(
            rows.train(),
            rows.validation(),
            start,
            rows.with(control).withOptimizerState(optimizerState));
  }

  /** The trained model, in the units of the data; with the optimizer where the job keeps it. */
  public TrainedModel model(TrainingResult result) {
    JobConfig job = launch.job();
    TrainedModel model = launch.model(rows.toModel(result.weights().kept())).withLabels(labels);
    return job.model().kept() == Parts.WITH_OPTIMIZER
        ? rows.optimizerState(result).map(kept -> model.withOptimizer(kept.state())).orElse(model)
        : model;
  }
}
