package io.sparksgd.train;

import io.sparksgd.checkpoint.CheckpointException;
import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.config.FeatureScale;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.optim.WeightAverage;
import io.sparksgd.plan.InvalidPlanException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The state of a run's update rules at its end, such as moments and the number of updates. A later
 * run on other data can continue with it. Where the model is a moving average of the weights, the
 * state includes the weights themselves, because the next updates apply to them.
 */
public final class OptimizerState {
  private static final String RULE = Section.OPTIMIZER.key();
  private static final String OUTER = Section.OUTER.key();
  private static final String RULE_UPDATES = Section.OPTIMIZER_UPDATES.key();
  private static final String OUTER_UPDATES = Section.OUTER_UPDATES.key();
  private static final String SCALE = "scale";
  private static final String FACTORS = "feature-factors";
  private static final String MEANS = "feature-means";
  private static final String WEIGHTS = Section.WEIGHTS.key();
  private static final String AVERAGE = Section.AVERAGE.key();

  private final RunState state;

  private OptimizerState(RunState state) {
    this.state = state;
  }

  /** Wraps a saved state. */
  public static OptimizerState of(RunState state) {
    return new OptimizerState(state);
  }

  /** The state of rules that make no more updates; it shares their arrays. */
  static OptimizerState of(Updates.Rules rules) {
    RunState.Builder state = new RunState.Builder().facts(Map.of("rule", name(rules.kind())));
    save(state, rules);
    return new OptimizerState(state.build());
  }

  /** Adds the sections of rules; the arrays are live. */
  static void save(RunState.Builder state, Updates.Rules rules) {
    Optimizer rule = rules.optimizer();
    state.longs(RULE_UPDATES, rule.updates()).arrays(RULE, rule.slots());
    rules.outer().ifPresent(o -> state.longs(OUTER_UPDATES, o.updates()).arrays(OUTER, o.slots()));
  }

  private static String name(UpdateRule kind) {
    return kind.getClass().getSimpleName();
  }

  /** This state in its saved form. */
  public RunState state() {
    return state;
  }

  /** This state, for a run whose features were scaled: {@code (x - mean) factor}. */
  public OptimizerState withFeatures(FeatureScale scale, double[] factors, double[] means) {
    return new OptimizerState(
        more()
            .facts(Map.of(SCALE, scale.name().toLowerCase(Locale.ROOT)))
            .doubles(FACTORS, factors.clone())
            .doubles(MEANS, means.clone())
            .build());
  }

  /** This state, for a run whose model is an average of its weights; the arrays are live. */
  OptimizerState withAverage(double[] weights, double[] average) {
    return new OptimizerState(more().doubles(WEIGHTS, weights).doubles(AVERAGE, average).build());
  }

  private RunState.Builder more() {
    return new RunState.Builder().facts(state.facts()).part("", state);
  }

  /** The weights behind the average that is the model; empty when the model is no average. */
  public Optional<double[]> averagedWeights() {
    return state.has(WEIGHTS) ? Optional.of(state.doubles(WEIGHTS).clone()) : Optional.empty();
  }

  /** This state, with its weights converted to other units. */
  public OptimizerState inUnits(UnaryOperator<double[]> weights, UnaryOperator<double[]> average) {
    return new OptimizerState(
        state.map(
            (section, values) -> {
              if (section.equals(WEIGHTS)) {
                return weights.apply(values);
              }
              return section.equals(AVERAGE) ? average.apply(values) : values;
            }));
  }

  /**
   * The value that a section of a state has for a parameter that no update has touched.
   *
   * @param kind the rule to which the state belongs
   */
  public static double untouched(UpdateRule kind, String section) {
    return kind instanceof UpdateRule.AdaGrad rule && section.startsWith(RULE + "/")
        ? rule.initialAccumulator()
        : 0;
  }

  /** What happened to the features of the run, as a job file writes it. */
  public String featureScale() {
    Object scale = state.facts().get(SCALE);
    // States of versions that could only divide do not say it.
    return scale != null ? scale.toString() : state.has(FACTORS) ? "deviation" : "none";
  }

  /**
   * The factors by which the features of the run were multiplied; empty when they were not scaled.
   */
  public Optional<double[]> featureFactors() {
    return state.has(FACTORS) ? Optional.of(state.doubles(FACTORS).clone()) : Optional.empty();
  }

  /** What was subtracted from the features of the run; empty when nothing was. */
  public Optional<double[]> featureMeans() {
    return state.has(MEANS) ? Optional.of(state.doubles(MEANS).clone()) : Optional.empty();
  }

  /**
   * Restores the rules.
   *
   * @throws InvalidPlanException if the state belongs to other rules
   */
  void restore(Updates.Rules rules) {
    UpdateRule kind = rules.kind();
    if (!name(kind).equals(state.facts().get("rule"))) {
      throw invalid("it belongs to " + state.facts().get("rule") + ", not to " + name(kind));
    }
    try {
      restoreOptimizer(state, rules);
      if (state.has(OUTER_UPDATES)) {
        restoreOuter(state, rules);
      }
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  /**
   * Restores the weights and their average. If this state has no average, the weights stay, and an
   * average begins with the first update.
   *
   * @param kind of the run; its memory may be the average
   * @return whether this state has them
   * @throws InvalidPlanException if this state has an average, but the run keeps none
   */
  boolean restore(double[] weights, Optional<WeightAverage> average, UpdateRule kind) {
    if (!state.has(AVERAGE)) {
      return false;
    }
    if (average.isEmpty() && !kind.limits().contains(UpdateRule.Limit.OWN_AVERAGE)) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name("model.init-optimizer")
                  + ": the earlier model is a moving average of weights, and this job keeps no"
                  + " average (set "
                  + words.name("optimizer.average-decay")
                  + ", or continue without the optimizer)");
    }
    try {
      System.arraycopy(state.doubles(WEIGHTS, weights.length), 0, weights, 0, weights.length);
      average.ifPresent(moving -> moving.restore(List.of(state.doubles(AVERAGE, weights.length))));
      return true;
    } catch (CheckpointException e) {
      throw invalid(e.getMessage());
    }
  }

  /** Restores rules from a state that {@link #save} filled. */
  static void restore(RunState state, Updates.Rules rules) {
    restoreOptimizer(state, rules);
    restoreOuter(state, rules);
  }

  private static void restoreOptimizer(RunState state, Updates.Rules rules) {
    rules.optimizer().restore(state.longs(RULE_UPDATES, 1)[0], state.arrays(RULE));
  }

  private static void restoreOuter(RunState state, Updates.Rules rules) {
    rules
        .outer()
        .ifPresent(rule -> rule.restore(state.longs(OUTER_UPDATES, 1)[0], state.arrays(OUTER)));
  }

  private static InvalidPlanException invalid(String what) {
    return new InvalidPlanException(
        words ->
            "Invalid "
                + words.name("model.init-optimizer")
                + ": "
                + what
                + " (allowed: the optimizer and the model of the job that kept it)");
  }
}
