package io.sparksgd.spark;

import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.ScalingConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.StopConfig;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.Penalty;

/**
 * What to minimise and how, once the data is known.
 *
 * @param name what messages and reports call the run
 * @param objective model and loss for the data's features and classes
 */
public record TrainingPlan(
    String name,
    Objective objective,
    Penalty penalty,
    BatchConfig batch,
    OptimizerConfig optimizer,
    ScheduleConfig schedule,
    ScalingConfig scaling,
    StopConfig stop,
    EvaluateConfig evaluate,
    long seed) {

  /** The plan of a job, for an objective that fits its data. */
  public static TrainingPlan of(JobConfig job, Objective objective) {
    return new TrainingPlan(
        job.name(),
        objective,
        job.penalty(),
        job.batch(),
        job.optimizer(),
        job.schedule(),
        job.scaling(),
        job.stop(),
        job.evaluate(),
        job.seed());
  }
}
