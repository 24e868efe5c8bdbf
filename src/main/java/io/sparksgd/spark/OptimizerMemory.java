package io.sparksgd.spark;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.UpdateRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the update rules of a run remember at its end, such as moments and the count of updates, so
 * that a later run on other data goes on with it.
 */
public final class OptimizerMemory {
  private static final String RULE = "optimizer";
  private static final String OUTER = "outer-optimizer";
  private static final String UPDATES = "-updates";
  private static final String FACTORS = "feature-factors";

  private final RunState state;

  private OptimizerMemory(RunState state) {
    this.state = state;
  }

  /** The memory that a state holds. */
  public static OptimizerMemory of(RunState state) {
    return new OptimizerMemory(state);
  }

  /** A copy of what rules remember. */
  static OptimizerMemory of(UpdateRule kind, Optimizer rule, Optional<Optimizer> outer) {
    RunState.Builder state = new RunState.Builder().facts(Map.of("rule", name(kind)));
    add(state, RULE, rule);
    outer.ifPresent(other -> add(state, OUTER, other));
    return new OptimizerMemory(state.build());
  }

  private static void add(RunState.Builder state, String name, Optimizer rule) {
    List<double[]> copies = new ArrayList<>();
    rule.slots().forEach(slot -> copies.add(slot.clone()));
    state.longs(name + UPDATES, rule.updates()).arrays(name, copies);
  }

  private static String name(UpdateRule kind) {
    return kind.getClass().getSimpleName();
  }

  /** As a saved state has it. */
  public RunState state() {
    return state;
  }

  /** This memory of a run whose features were multiplied by factors. */
  public OptimizerMemory withFeatureFactors(double... factors) {
    RunState.Builder more = new RunState.Builder().facts(new LinkedHashMap<>(state.facts()));
    for (String rule : List.of(RULE, OUTER)) {
      if (state.has(rule + UPDATES)) {
        more.longs(rule + UPDATES, state.longs(rule + UPDATES, 1)).arrays(rule, state.arrays(rule));
      }
    }
    return new OptimizerMemory(more.doubles(FACTORS, factors.clone()).build());
  }

  /** What the features of the run were multiplied by; empty when they were as they are. */
  public Optional<double[]> featureFactors() {
    return state.has(FACTORS) ? Optional.of(state.doubles(FACTORS).clone()) : Optional.empty();
  }

  /**
   * Brings rules to where they were.
   *
   * @throws InvalidPlanException if it is the memory of others
   */
  void restore(UpdateRule kind, Optimizer rule, Optional<Optimizer> outer) {
    if (!name(kind).equals(state.facts().get("rule"))) {
      throw invalid("it is that of " + state.facts().get("rule") + ", not of " + name(kind));
    }
    try {
      restore(RULE, rule);
      if (outer.isPresent() && state.has(OUTER + UPDATES)) {
        restore(OUTER, outer.get());
      }
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private void restore(String name, Optimizer rule) {
    rule.restore(state.longs(name + UPDATES, 1)[0], state.arrays(name));
  }

  private static InvalidPlanException invalid(String what) {
    return new InvalidPlanException(
        "Invalid model.init-optimizer: "
            + what
            + " (allowed: the optimizer and the model of the job that kept it)");
  }
}
