package io.sparksgd.config;

import io.sparksgd.objective.Penalty;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Optional;
import java.util.OptionalLong;

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
    SearchConfig search,
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
   * The seed by which training rows are spread over the partitions; empty: every partition holds a
   * contiguous range of the source.
   */
  public OptionalLong spreadSeed() {
    boolean spreads =
        switch (data.placement()) {
          case AUTO ->
              synchronize.local().isPresent() || search.open().contains(SearchConfig.Open.ROUNDS);
          case SPREAD -> true;
          case CONTIGUOUS -> false;
        };
    return spreads ? OptionalLong.of(seed) : OptionalLong.empty();
  }

  /**
   * The same job with other groups, such as {@code with(new Penalty(0, 0.1))}.
   *
   * @param groups records of the types of this record's components
   */
  public JobConfig with(Record... groups) {
    return Changed.with(this, (Object[]) groups);
  }
}
