package io.sparksgd.spark;

import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.CompressionConfig;
import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.ScalingConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.Penalty;
import java.util.Optional;

/**
 * What to minimise and how, once the data is known.
 *
 * @param name what messages and reports call the run
 * @param scratch folder that the executors and the driver see, for what partitions remember between
 *     rounds; a run that needs one makes it and removes it
 * @param objective model and loss for the data's features and classes
 */
public record TrainingPlan(
    String name,
    Objective objective,
    Penalty penalty,
    BatchConfig batch,
    OptimizerConfig optimizer,
    SynchronizeConfig synchronize,
    CompressionConfig compression,
    ScheduleConfig schedule,
    ScalingConfig scaling,
    StopConfig stop,
    EvaluateConfig evaluate,
    long seed,
    Optional<String> scratch) {

  /** The plan of a job, for an objective that fits its data. */
  public static TrainingPlan of(JobConfig job, Objective objective) {
    return new TrainingPlan(
        job.name(),
        objective,
        job.penalty(),
        job.batch(),
        job.optimizer(),
        job.synchronize(),
        job.compression(),
        job.schedule(),
        job.scaling(),
        job.stop(),
        job.evaluate(),
        job.seed(),
        Optional.of(job.output() + "/rounds"));
  }

  /**
   * The same plan for a run without an output folder: what it remembers goes to a place of Spark's.
   */
  public TrainingPlan withoutFolder() {
    return new TrainingPlan(
        name,
        objective,
        penalty,
        batch,
        optimizer,
        synchronize,
        compression,
        schedule,
        scaling,
        stop,
        evaluate,
        seed,
        Optional.empty());
  }
}
