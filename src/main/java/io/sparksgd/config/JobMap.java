package io.sparksgd.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** A job description as plain maps: the way back from {@link JobParser}. */
final class JobMap {
  private JobMap() {}

  static Map<String, Object> of(JobConfig job) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", job.name());
    map.put("data", DataParser.toMap(job));
    job.features().ifPresent(features -> map.put("features", FeaturesParser.toMap(features)));
    map.put("model", ModelParser.toMap(job.model()));
    map.put("penalty", JobParser.PENALTY.map(job.penalty()));
    map.put("batch", BatchParser.toMap(job.batch()));
    map.put("optimizer", OptimizerParser.toMap(job.optimizer()));
    map.put("schedule", ScheduleParser.toMap(job.schedule()));
    map.put("scaling", JobParser.SCALING.map(job.scaling()));
    map.put("synchronize", SynchronizeParser.toMap(job.synchronize()));
    map.put("compression", CompressionParser.toMap(job.compression()));
    map.put("stop", StopParser.toMap(job.stop()));
    map.put("evaluate", EvaluateParser.toMap(job.evaluate()));
    map.put("guard", JobParser.GUARD.map(job.guard()));
    map.put("checkpoint", JobParser.CHECKPOINT.map(job.checkpoint()));
    map.put("seed", job.seed());
    map.put("output", job.output());
    return map;
  }
}
