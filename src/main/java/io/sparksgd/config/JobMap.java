package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.ModelSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job description as plain maps: the way back from {@link JobParser}. */
final class JobMap {
  private JobMap() {}

  static Map<String, Object> of(JobConfig job) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", job.name());
    map.put("data", data(job.data(), job.features().isEmpty()));
    job.features().ifPresent(features -> map.put("features", FeaturesParser.toMap(features)));
    map.put("model", model(job.model()));
    map.put("penalty", entries("l1", job.penalty().l1(), "l2", job.penalty().l2()));
    map.put("batch", batch(job.batch()));
    map.put("optimizer", OptimizerMap.of(job.optimizer()));
    map.put("schedule", ScheduleMap.of(job.schedule()));
    map.put("scaling", scaling(job.scaling()));
    map.put("synchronize", SynchronizeParser.toMap(job.synchronize()));
    map.put("compression", CompressionMap.of(job.compression()));
    map.put("stop", stop(job.stop()));
    map.put("evaluate", evaluate(job.evaluate()));
    map.put("guard", GuardParser.toMap(job.guard()));
    map.put("checkpoint", CheckpointParser.toMap(job.checkpoint()));
    map.put("seed", job.seed());
    map.put("output", job.output());
    return map;
  }

  /** A map of alternating keys and values. */
  static Map<String, Object> entries(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static Map<String, Object> data(DataConfig data, boolean hasVectors) {
    Map<String, Object> map = entries("train", data.train());
    if (data.validation() instanceof ValidationSource.Paths paths) {
      map.put("validation", paths.paths());
    } else if (data.validation() instanceof ValidationSource.Fraction fraction) {
      map.put("validation-fraction", fraction.fraction());
    } else if (data.validation() instanceof ValidationSource.Column column) {
      map.put("validation-column", column.name());
    }
    map.put("format", data.format().key());
    if (data.format() == Format.LIBSVM) {
      map.put("index-base", Names.key(data.indexBase()));
    } else {
      map.put("label", data.label());
      if (hasVectors) {
        map.put("features", data.features());
      }
      data.weight().ifPresent(weight -> map.put("weight", weight));
    }
    data.numFeatures().ifPresent(number -> map.put("num-features", number));
    data.partitions().ifPresent(number -> map.put("partitions", number));
    map.put("placement", Names.key(data.placement()));
    map.put("precision", Names.key(data.precision()));
    map.put("bad-rows", Names.key(data.badRows()));
    if (data.format() == Format.CSV) {
      map.put("header", data.csvHeader() == CsvHeader.PRESENT);
      map.put("delimiter", data.delimiter());
    }
    return map;
  }

  private static Map<String, Object> model(ModelConfig model) {
    Map<String, Object> map = ModelKeys.of(model.spec());
    map.put("intercept", model.intercept() == ModelSpec.Intercept.FITTED);
    model.classes().ifPresent(classes -> map.put("classes", classes));
    model.init().ifPresent(init -> map.put("init", init));
    if (model.init().isPresent()) {
      map.put("init-optimizer", model.start() == ModelConfig.Parts.WITH_OPTIMIZER);
    }
    map.put("keep-optimizer", model.kept() == ModelConfig.Parts.WITH_OPTIMIZER);
    return map;
  }

  private static Map<String, Object> batch(BatchConfig batch) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (batch.size() instanceof BatchSize.Rows rows) {
      map.put("size", rows.rows());
    } else if (batch.size() instanceof BatchSize.Fraction fraction) {
      map.put("fraction", fraction.fraction());
    } else {
      map.put("full", true);
    }
    map.put("sampling", Names.key(batch.sampling()));
    map.put("accumulation-steps", batch.accumulationSteps());
    return map;
  }

  private static Map<String, Object> scaling(ScalingConfig scaling) {
    Map<String, Object> map = entries("rule", Names.key(scaling.rule()));
    scaling.referenceBatchSize().ifPresent(size -> map.put("reference-batch-size", size));
    return map;
  }

  private static Map<String, Object> stop(StopConfig stop) {
    Map<String, Object> map = new LinkedHashMap<>();
    stop.epochs().ifPresent(epochs -> map.put("epochs", epochs));
    stop.steps().ifPresent(steps -> map.put("steps", steps));
    stop.minutes().ifPresent(minutes -> map.put("minutes", minutes));
    stop.tolerance().ifPresent(tolerance -> map.put("tolerance", tolerance));
    stop.target()
        .ifPresent(
            target ->
                map.put(
                    "target", entries("metric", target.metric().key(), "value", target.value())));
    stop.early()
        .ifPresent(
            early ->
                map.put(
                    "early",
                    entries(
                        "metric",
                        early.metric().key(),
                        "patience",
                        early.patience(),
                        "min-delta",
                        early.minDelta(),
                        "keep",
                        Names.key(early.keep()))));
    return map;
  }

  private static Map<String, Object> evaluate(EvaluateConfig evaluate) {
    Map<String, Object> map = new LinkedHashMap<>();
    evaluate.everySteps().ifPresent(steps -> map.put("every-steps", steps));
    evaluate.everyEpochs().ifPresent(epochs -> map.put("every-epochs", epochs));
    List<String> metrics = evaluate.metrics().stream().map(Metric::key).toList();
    map.put("metrics", metrics);
    return map;
  }
}
