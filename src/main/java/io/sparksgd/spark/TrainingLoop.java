package io.sparksgd.spark;

import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.Vectors;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.optim.ClipByGlobalNorm;
import io.sparksgd.optim.ClipByValue;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.Transform;
import io.sparksgd.optim.WeightAverage;
import io.sparksgd.spark.input.BlockSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run. {@link #run} is the data flow: sample, broadcast, treeAggregate, update, notify,
 * evaluate.
 */
final class TrainingLoop {
  private final TrainingPlan plan;
  private final ParameterLayout layout;
  private final BlockSet rows;
  private final GradientAggregator aggregator;
  private final Optimizer optimizer;
  private final LearningRate learningRate;
  private final Optional<WeightAverage> average;
  private final RunProgress progress;
  private final PhaseClock clock;
  private final double[] weights;
  private Round nextRound;

  private TrainingLoop(
      TrainingPlan plan,
      BlockSet rows,
      BatchPlan batches,
      LearningRate learningRate,
      RunProgress progress,
      double[] start) {
    this.plan = plan;
    this.layout = plan.objective().layout();
    this.rows = rows;
    this.aggregator = new GradientAggregator(rows, plan.objective(), batches.sampler());
    this.optimizer = new Optimizer(chain(plan.optimizer(), layout));
    this.learningRate = learningRate;
    this.average = averaging(plan.optimizer());
    this.progress = progress;
    this.clock = progress.clock();
    this.weights = start.clone();
    this.nextRound = new Round(0, batches.accumulationSteps());
  }

  /** Checks that the plan fits the data and makes everything ready for the first step. */
  static TrainingLoop prepare(
      TrainingPlan plan,
      BlockSet rows,
      Optional<BlockSet> validation,
      double[] start,
      List<TrainingListener> listeners) {
    BatchPlan batches = BatchPlan.of(plan.batch(), plan.stop(), rows.rows(), plan.seed());
    LearningRate learningRate = LearningRate.of(plan, batches);
    RunProgress progress = new RunProgress(plan, batches, rows, validation, listeners);
    return new TrainingLoop(plan, rows, batches, learningRate, progress, start);
  }

  /** Makes steps until a stop rule ends the run. */
  TrainingResult run() {
    try {
      progress.started();
      while (progress.goesOn()) {
        Round round = sample();
        GradientSum sum;
        try (PublishedWeights published = broadcast()) {
          sum = treeAggregate(round, published);
        }
        if (sum.weightSum() > 0) {
          update(sum);
          notifyListeners();
          evaluateWhenDue();
        } else {
          progress.emptyRound();
        }
      }
      return finish();
    } catch (DivergedException diverged) {
      return progress.diverged(diverged, evaluatedWeights());
    } catch (Exception failure) {
      // Not only RuntimeException: Spark's own are checked, and thrown from Scala undeclared.
      throw new TrainingFailedException(progress.failed(failure, evaluatedWeights()), failure);
    }
  }

  /** The next micro-batches; every partition draws its own rows of them. */
  private Round sample() {
    Round round = nextRound;
    nextRound = round.next();
    return round;
  }

  private PublishedWeights broadcast() {
    return clock.time(Phase.BROADCAST, () -> PublishedWeights.of(rows.rdd().context(), weights));
  }

  private GradientSum treeAggregate(Round round, PublishedWeights published) {
    List<Contribution> contributions =
        clock.time(Phase.GRADIENT, () -> aggregator.contributions(round, published));
    progress.moved(GradientAggregator.traffic(published, contributions));
    return clock.time(Phase.MERGE, () -> aggregator.add(contributions));
  }

  private void update(GradientSum sum) {
    clock.time(Phase.UPDATE, () -> makeUpdate(sum));
  }

  private void makeUpdate(GradientSum sum) {
    double rate = learningRate.at(optimizer.updates());
    double loss = sum.lossSum() / sum.weightSum() + plan.penalty().value(weights, layout);
    double[] gradient = sum.gradient();
    Vectors.scale(1 / sum.weightSum(), gradient);
    plan.penalty().addGradient(weights, layout, gradient);
    double norm = Vectors.norm(gradient);
    progress.checkFinite(rate, loss, norm);
    optimizer.update(weights, gradient, rate);
    plan.penalty().proximalStep(weights, layout, rate);
    average.ifPresent(moving -> moving.update(weights));
    progress.stepMade(sum.rows(), loss, rate, norm);
  }

  private void notifyListeners() {
    progress.notifyStep();
  }

  private void evaluateWhenDue() {
    if (progress.evaluationDue()) {
      learningRate.observe(progress.evaluate(evaluatedWeights()));
    }
  }

  private TrainingResult finish() {
    progress.checkFinite(weights);
    if (progress.lastStepNotEvaluated()) {
      progress.evaluate(evaluatedWeights());
    }
    return progress.completed(evaluatedWeights());
  }

  /** What validation measures and the run returns: the averaged weights where they are kept. */
  private double[] evaluatedWeights() {
    return average
        .filter(moving -> optimizer.updates() > 0)
        .map(WeightAverage::average)
        .orElse(weights);
  }

  private static Optional<WeightAverage> averaging(OptimizerConfig config) {
    return config.averageDecay().isPresent()
        ? Optional.of(new WeightAverage(config.averageDecay().getAsDouble()))
        : Optional.empty();
  }

  private static List<Transform> chain(OptimizerConfig config, ParameterLayout layout) {
    List<Transform> chain = new ArrayList<>();
    config.clipNorm().ifPresent(maximum -> chain.add(new ClipByGlobalNorm(maximum)));
    config.clipValue().ifPresent(maximum -> chain.add(new ClipByValue(maximum)));
    chain.addAll(config.rule().chain(layout));
    return chain;
  }
}
