package io.sparksgd.plan;

import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.CompressionConfig;
import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.config.GuardConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.ScalingConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.Secrets;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.Penalty;
import java.util.Optional;

/**
 * What to minimise, and how. It is complete once the data is known.
 *
 * @param name the name of the run in messages and reports
 * @param scratch prefix of a folder's name, where the executors and the driver see it, for the
 *     partitions' states; a run that needs the folder makes and removes it
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
    SynchronizeConfig synchronize,
    CompressionConfig compression,
    StopConfig stop,
    EvaluateConfig evaluate,
    GuardConfig guard,
    long seed,
    Optional<String> scratch) {

  /**
   * The plan of a job, for an objective that fits its data.
   *
   * @param scratch see above; empty: a temporary folder of this machine, or the checkpoint
   *     directory of the Spark context
   */
  public static TrainingPlan of(JobConfig job, Objective objective, Optional<String> scratch) {
    return new TrainingPlan(
        Secrets.hidden(job.name()),
        objective,
        job.penalty(),
        job.batch(),
        job.optimizer(),
        job.schedule(),
        job.scaling(),
        job.synchronize(),
        job.compression(),
        job.stop(),
        job.evaluate(),
        job.guard(),
        job.seed(),
        scratch);
  }
}
