package io.sparksgd.config;

import io.sparksgd.objective.Penalty;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * One run, as a job file describes it. Every default is filled in.
 *
 * @param features how columns become feature vectors; empty when the data has them
 * @param output folder that the run writes
 */
public record JobConfig(
    @Setting(usually = "the file's name without extension", param = "runName")
        @Says("what reports call the run")
        String name,
    DataConfig data,
    Optional<FeaturesConfig> features,
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
    GuardConfig guard,
    CheckpointConfig checkpoint,
    @Setting(type = "whole number of 64 bits", usual = "42", param = "seed")
        @Says("decides the order and the draws of rows, and the rows of `validation-fraction`")
        long seed,
    @Setting(type = Setting.PATH, usually = "required")
        @Says(
            "folder that the run writes; it must not exist. The run claims it before it reads the"
                + " data, by the file `.sgd-run` in it, which goes when the run is complete; a run"
                + " that is refused leaves nothing behind")
        String output) {

  /**
   * Reads a job file.
   *
   * @param yaml its text
   * @param source its name in messages, such as its path
   * @param overrides {@code group.key=value}, later ones win
   * @throws ConfigException with all errors
   */
  public static JobConfig parse(String yaml, String source, List<String> overrides)
      throws ConfigException {
    return JobParser.parse(yaml, source, overrides);
  }

  /**
   * Reads a description of plain maps, lists, texts, numbers and booleans with the keys of the
   * file.
   *
   * @param origins what messages call the place of a key, by its full name such as {@code
   *     batch.size}; empty for the whole description
   * @param overrides {@code group.key=value}, later ones win
   * @throws ConfigException with all errors
   */
  public static JobConfig parse(
      Map<String, ?> description, UnaryOperator<String> origins, List<String> overrides)
      throws ConfigException {
    return JobParser.parse(
        MapReader.entries(description, origins), origins.apply(""), "settings", overrides);
  }

  /**
   * What is wrong with the value of one key by itself, such as {@code Invalid batch.size: 0
   * (allowed: a whole number from 1)}; empty when there are jobs that may have it.
   */
  public static Optional<String> problem(String key, Object value) {
    return KeyCheck.problem(key, value);
  }

  /**
   * The seed by which training rows are spread over the partitions; empty: every partition holds a
   * contiguous range of the source.
   */
  public OptionalLong spreadSeed() {
    boolean spreads =
        switch (data.placement()) {
          case AUTO -> synchronize.local().isPresent();
          case SPREAD -> true;
          case CONTIGUOUS -> false;
        };
    return spreads ? OptionalLong.of(seed) : OptionalLong.empty();
  }

  /** The description as plain maps with the keys of the file, which parse to an equal one. */
  public Map<String, Object> toMap() {
    return JobMap.of(this);
  }
}
