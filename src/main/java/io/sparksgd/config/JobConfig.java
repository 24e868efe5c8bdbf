package io.sparksgd.config;

import io.sparksgd.objective.Penalty;
import java.util.List;
import java.util.Map;

/**
 * One run, as a job file describes it. Every default is filled in.
 *
 * @param output folder that the run writes
 */
public record JobConfig(
    String name,
    DataConfig data,
    ModelConfig model,
    Penalty penalty,
    BatchConfig batch,
    OptimizerConfig optimizer,
    ScheduleConfig schedule,
    ScalingConfig scaling,
    SynchronizeConfig synchronize,
    CompressionConfig compression,
    StopConfig stop,
    EvaluateConfig evaluate,
    CheckpointConfig checkpoint,
    long seed,
    String output) {

  /**
   * Reads a job file.
   *
   * @param yaml its text
   * @param source what messages call it, such as its path
   * @param overrides {@code group.key=value}, later ones win
   * @throws ConfigException with all errors
   */
  public static JobConfig parse(String yaml, String source, List<String> overrides)
      throws ConfigException {
    return JobParser.parse(yaml, source, overrides);
  }

  /** The description as plain maps with the keys of the file, which parse to an equal one. */
  public Map<String, Object> toMap() {
    return JobMap.of(this);
  }
}
