package io.sparksgd.plan;

import io.sparksgd.checkpoint.CheckpointException;
import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.config.PlateauConfig;
import io.sparksgd.message.Worded;
import io.sparksgd.monitor.Metric;
import io.sparksgd.schedule.PlateauSettings;
import io.sparksgd.schedule.ReduceOnPlateau;
import io.sparksgd.schedule.Schedule;
import io.sparksgd.schedule.SchedulePlan;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The learning rate of a run: the configured one, scaled to the batch size, shaped by the schedule,
 * reduced on plateaus of a validation metric.
 */
public final class LearningRate implements Stateful {
  private final Schedule schedule;
  private final OptionalLong dependsOnSteps;
  private final Optional<Metric> plateauMetric;
  private final ReduceOnPlateau plateau;
  private double reduction = 1;

  private LearningRate(
      Schedule schedule,
      OptionalLong dependsOnSteps,
      Optional<Metric> plateauMetric,
      ReduceOnPlateau plateau) {
    this.schedule = schedule;
    this.dependsOnSteps = dependsOnSteps;
    this.plateauMetric = plateauMetric;
    this.plateau = plateau;
  }

  /**
   * The learning rate of a plan.
   *
   * @throws InvalidPlanException if the schedule needs the number of steps and it is open
   */
  public static LearningRate of(TrainingPlan plan, BatchPlan batches) {
    double reference = plan.optimizer().learningRate();
    double scaled =
        plan.scaling().referenceBatchSize().isPresent()
            ? plan.scaling()
                .rule()
                .scale(
                    reference,
                    batches.rowsPerStep(),
                    (double) plan.scaling().referenceBatchSize().getAsLong())
            : reference;
    Schedule schedule = build(plan.schedule().plan(), scaled, batches.totalSteps());
    Optional<PlateauConfig> plateau = plan.schedule().plateau();
    return new LearningRate(
        schedule,
        plan.schedule().lastsAsTheRun()
            ? OptionalLong.of(batches.totalSteps())
            : OptionalLong.empty(),
        plateau.map(PlateauConfig::metric),
        plateau.map(LearningRate::reducer).orElse(null));
  }

  private static Schedule build(SchedulePlan plan, double learningRate, long totalSteps) {
    try {
      return plan.build(learningRate, totalSteps);
    } catch (IllegalArgumentException e) {
      throw new InvalidPlanException(words -> "schedule: " + Worded.message(e, words), e);
    }
  }

  private static ReduceOnPlateau reducer(PlateauConfig config) {
    ReduceOnPlateau.Mode mode =
        config.metric().direction() == Metric.Direction.LOWER
            ? ReduceOnPlateau.Mode.LOWER_IS_BETTER
            : ReduceOnPlateau.Mode.HIGHER_IS_BETTER;
    return new ReduceOnPlateau(
        mode,
        new PlateauSettings(
            config.factor(),
            config.patience(),
            config.threshold(),
            PlateauSettings.ThresholdMode.valueOf(config.mode().name()),
            config.cooldown(),
            config.minimum()));
  }

  @Override
  public Set<Section> sections() {
    return EnumSet.range(Section.SCHEDULE_STEPS, Section.RATE_REDUCTION);
  }

  @Override
  public void save(RunState.Builder state) {
    dependsOnSteps.ifPresent(steps -> state.longs(Section.SCHEDULE_STEPS.key(), steps));
    if (plateau != null) {
      state.doubles(Section.PLATEAU.key(), plateau.state());
    }
    state.doubles(Section.RATE_REDUCTION.key(), reduction);
  }

  @Override
  public void restore(RunState state) {
    goBack(state);
    String reduced = Section.RATE_REDUCTION.key();
    if (state.has(reduced)) {
      reduction = state.doubles(reduced, 1)[0];
    }
  }

  /**
   * Returns to an earlier state of the schedule; the rate stays reduced.
   *
   * @throws CheckpointException if the schedule would continue differently
   */
  @Override
  public void goBack(RunState state) {
    if (dependsOnSteps.isPresent()) {
      long steps = state.longs(Section.SCHEDULE_STEPS.key(), 1)[0];
      if (steps != dependsOnSteps.getAsLong()) {
        throw new CheckpointException(
            "Invalid stop: the schedule lasts as long as the run, "
                + steps
                + " steps in the checkpoint, now "
                + dependsOnSteps.getAsLong()
                + " (allowed: the same; schedule.steps gives a schedule its own length)");
      }
    }
    if (plateau != null) {
      plateau.restore(state.doubles(Section.PLATEAU.key()));
    }
  }

  /** Multiplies all rates from now on. */
  public void reduce(double factor) {
    reduction *= factor;
  }

  /** The factor of all rates; 1 unless the run has diverged. */
  public double reduction() {
    return reduction;
  }

  /** The rate of the update after {@code updates} updates. */
  public double at(long updates) {
    double scheduled = schedule.learningRate(updates);
    return reduction * (plateau == null ? scheduled : plateau.apply(scheduled));
  }

  /**
   * Reports an evaluation to the plateau schedule; a metric without a value counts as not better.
   */
  public void observe(Map<Metric, Double> metrics) {
    plateauMetric.ifPresent(metric -> plateau.observe(metrics.getOrDefault(metric, Double.NaN)));
  }
}
