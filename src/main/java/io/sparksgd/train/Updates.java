package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.exchange.RoundSum;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.SparseVector;
import io.sparksgd.math.Vectors;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.UpdateChain;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.optim.WeightAverage;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The updates that the driver makes. After a synchronous round the update rule follows the averaged
 * gradient; after local steps the outer rule follows the averaged change of the weights, as if its
 * opposite were a gradient (Reddi et al.: Adaptive Federated Optimization, 2021; Wang et al.:
 * SlowMo, 2020; Douillard et al.: DiLoCo, 2023). Where the rule allows it, the cost of an update
 * follows the touched parameters only.
 */
final class Updates implements Stateful {
  private final ParameterLayout layout;
  private final Penalty penalty;
  private final double[] weights;
  private final Rules rules;
  private final Optional<LocalRounds> local;
  private final SparseVector touched = new SparseVector();
  private final Optional<Undo> undo;

  /** Updates of the rule before this run. */
  private long earlier;

  private boolean isSparse;

  /**
   * The update rules of a run.
   *
   * @param kind of the optimizer
   * @param outer applies the averaged change of the weights after local steps
   */
  record Rules(UpdateRule kind, Optimizer optimizer, Optional<Optimizer> outer) {
    static Rules of(TrainingPlan plan) {
      ParameterLayout layout = plan.objective().layout();
      double free = Double.POSITIVE_INFINITY;
      return new Rules(
          plan.optimizer().rule(),
          plan.optimizer().chain().optimizer(layout),
          plan.synchronize()
              .local()
              .map(rounds -> new UpdateChain(rounds.outer(), free, free).optimizer(layout)));
    }
  }

  /**
   * Updates of these weights.
   *
   * @param weights changed in place
   */
  Updates(TrainingPlan plan, double[] weights) {
    this.layout = plan.objective().layout();
    this.penalty = plan.penalty();
    this.weights = weights;
    this.rules = Rules.of(plan);
    this.local = plan.synchronize().local();
    this.undo =
        plan.guard().onDivergence() == OnDivergence.SKIP
            ? Optional.of(new Undo())
            : Optional.empty();
  }

  /**
   * Starts the rules, and the average of the weights, with the state of an earlier run.
   *
   * @throws InvalidPlanException if that state belongs to other rules
   */
  void continueFrom(OptimizerState optimizerState, Optional<WeightAverage> average) {
    if (local.filter(rounds -> rounds.state() == LocalState.KEEP).isPresent()) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name("model.init-optimizer")
                  + ": with "
                  + words.set("synchronize.local-state", "keep")
                  + " every partition has an optimizer state of its own (allowed: average, reset)");
    }
    optimizerState.restore(rules);
    if (!optimizerState.restore(weights, average, rules.kind())) {
      rules.optimizer().continueAt(weights);
    }
    earlier = rules.optimizer().updates();
  }

  /** The state of the rules, once the run is over. */
  OptimizerState optimizerState() {
    return OptimizerState.of(rules);
  }

  /** The same for a run whose model is this average. */
  OptimizerState optimizerState(double[] average) {
    return optimizerState().withAverage(weights, average);
  }

  /** The weights that evaluation uses: the same array unless the rule keeps others. */
  double[] evaluated() {
    return rules.optimizer().evaluated(weights);
  }

  long earlier() {
    return earlier;
  }

  /**
   * The optimizer state with which partitions continue in local steps; empty unless it is averaged.
   */
  double[][] sharedSlots() {
    return averagesState() ? rules.optimizer().slots().toArray(new double[0][]) : new double[0][];
  }

  private boolean averagesState() {
    return local.filter(rounds -> rounds.state() == LocalState.AVERAGE).isPresent();
  }

  /**
   * Divides the sum of a round by its weight, and adds the penalty of a synchronous step.
   *
   * @return the Euclidean norm of the average
   */
  double average(Round round, RoundSum sum) {
    undo.ifPresent(Undo::clear);
    sum.average();
    if (!round.isLocal() && !penalty.equals(Penalty.NONE)) {
      penalty.addGradient(weights, layout, sum.whole());
    }
    return sum.norm();
  }

  /** Moves the weights by an average. */
  void apply(Round round, RoundSum average, double learningRate) {
    undo.ifPresent(kept -> kept.begin(rules));
    Optimizer optimizer = rules.optimizer();
    if (!round.isLocal()) {
      move(optimizer, average, learningRate);
      penalty.proximalStep(weights, layout, learningRate);
      return;
    }
    if (average.isSparse()) {
      Vectors.scale(-1, average.sum().gradient(), average.touched());
    } else {
      Vectors.scale(-1, average.sum().gradient());
    }
    move(rules.outer().orElseThrow(), average, local.orElseThrow().outerLearningRate());
    optimizer.restore(
        earlier + round.updatesBefore() + round.updates(),
        averagesState() ? average.slots(optimizer.slots()) : optimizer.slots());
  }

  /** Whether all weights that the last average moved are finite. */
  boolean movedToFiniteWeights() {
    if (!isSparse) {
      return Vectors.allFinite(weights);
    }
    for (int i = 0; i < touched.size(); i++) {
      if (!Double.isFinite(weights[touched.coordinates()[i]])) {
        return false;
      }
    }
    return true;
  }

  /** Undoes {@link #apply} of this round, if it was called; only if batches may be skipped. */
  void undo() {
    undo.orElseThrow().undoBegun();
  }

  /** The arrays that an update changes. */
  private List<double[]> changing(Optimizer rule) {
    List<double[]> arrays = new ArrayList<>(rule.slots());
    arrays.add(weights);
    if (rule != rules.optimizer() && averagesState()) {
      arrays.addAll(rules.optimizer().slots());
    }
    return arrays;
  }

  @Override
  public Set<Section> sections() {
    return EnumSet.range(Section.WEIGHTS, Section.OUTER_ARRAY);
  }

  @Override
  public void save(RunState.Builder state) {
    state.doubles(Section.WEIGHTS.key(), weights).longs(Section.EARLIER_UPDATES.key(), earlier);
    OptimizerState.save(state, rules);
  }

  @Override
  public void restore(RunState state) {
    double[] saved = state.doubles(Section.WEIGHTS.key(), weights.length);
    System.arraycopy(saved, 0, weights, 0, weights.length);
    OptimizerState.restore(state, rules);
    // States of versions that could not continue an earlier run do not have this section.
    String name = Section.EARLIER_UPDATES.key();
    earlier = state.has(name) ? state.longs(name, 1)[0] : 0;
  }

  private void move(Optimizer rule, RoundSum average, double learningRate) {
    isSparse = rule.isSparse() && average.isSparse();
    if (isSparse) {
      touched.clear();
      Vectors.gather(average.sum().gradient(), average.touched(), touched);
      undo.ifPresent(kept -> kept.keep(changing(rule), weights.length, touched));
      rule.updateTouched(weights, touched, learningRate);
    } else {
      undo.ifPresent(kept -> kept.keep(changing(rule)));
      rule.update(weights, average.whole(), learningRate);
    }
  }
}
