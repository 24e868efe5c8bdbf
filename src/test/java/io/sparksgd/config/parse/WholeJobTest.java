package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.config.BadRows;
import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.BatchSize;
import io.sparksgd.config.CheckpointConfig;
import io.sparksgd.config.CompressionConfig;
import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.FeedbackConfig;
import io.sparksgd.config.Format;
import io.sparksgd.config.GuardConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.Placement;
import io.sparksgd.config.Sampling;
import io.sparksgd.config.ScalingConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.SearchConfig;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.data.IndexBase;
import io.sparksgd.data.Precision;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.schedule.ScalingRule;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.testkit.Jobs;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WholeJobTest {

  @Test
  void everyDefaultIsFilledIn() {
    JobConfig job = Jobs.parse("data: {train: a.libsvm}\nmodel: {kind: linear}\noutput: out");

    assertThat(job)
        .isEqualTo(
            new JobConfig(
                "job",
                new DataConfig(
                    List.of("a.libsvm"),
                    new ValidationSource.None(),
                    Format.LIBSVM,
                    "label",
                    List.of("features"),
                    Optional.empty(),
                    IndexBase.ONE,
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Placement.AUTO,
                    Precision.AUTO,
                    BadRows.FAIL,
                    CsvHeader.PRESENT,
                    ",",
                    FeatureScale.NONE),
                Optional.empty(),
                new ModelConfig(
                    new ModelSpec.Linear(),
                    ModelSpec.Intercept.FITTED,
                    OptionalInt.empty(),
                    Optional.empty(),
                    ModelConfig.Parts.WEIGHTS,
                    ModelConfig.Parts.WEIGHTS),
                Penalty.NONE,
                new BatchConfig(new BatchSize.Rows(256), Sampling.SHUFFLE, 1),
                new OptimizerConfig(
                    new UpdateRule.Adam(0.9, 0.999, 1e-8),
                    0.001,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty()),
                new ScheduleConfig(new SchedulePlan.Constant(), Optional.empty()),
                new ScalingConfig(ScalingRule.NONE, OptionalLong.empty()),
                SynchronizeConfig.EVERY_STEP,
                CompressionConfig.NONE,
                new StopConfig(
                    OptionalDouble.of(10),
                    OptionalLong.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty()),
                new EvaluateConfig(
                    OptionalLong.empty(),
                    OptionalDouble.of(1),
                    List.of(Metric.LOSS, Metric.RMSE, Metric.MAE, Metric.R2)),
                GuardConfig.FAIL,
                CheckpointConfig.NONE,
                new SearchConfig(
                    SearchConfig.Kind.RACE, 65_536, EnumSet.allOf(SearchConfig.Open.class)),
                42,
                "out"));
  }

  @Test
  void everyGroupIsRead() {
    JobConfig job =
        Jobs.parse(
            """
            name: all groups
            data:
              train: [a.csv.gz, b.csv.gz]
              validation-fraction: 0.1
              label: y
              features: [x1, x2]
              weight: w
              num-features: 2
              partitions: 3
              placement: contiguous
              precision: float32
              bad-rows: quarantine
              header: false
              delimiter: "\\t"
            model: {kind: huber, delta: 2, intercept: false, init: out/before/model,
              init-optimizer: true, keep-optimizer: true}
            penalty: {l1: 0.1, l2: 0.2}
            batch: {size: 1_000, sampling: replacement, accumulation-steps: 4}
            optimizer: {kind: nesterov, momentum: 0.8, learning-rate: 1e-2, clip-norm: 1,
              clip-value: 0.5, average-decay: 0.99}
            schedule: {kind: cosine, warmup-steps: 5}
            scaling: {rule: sqrt, reference-batch-size: 64}
            stop: {epochs: 1.5, steps: 100, minutes: 3, tolerance: 1e-5, target: {metric: r2, value: 0.9},
              early: {metric: rmse, patience: 4, min-delta: 0.01, keep: last}}
            evaluate: {every-steps: 10, metrics: [mae, loss]}
            synchronize: {timeout-seconds: 90, local-steps: 8, local-state: reset, outer: {kind: momentum}}
            compression: {kind: top-k, ratio: 0.02, start-step: 100, broadcast: bf16,
              snapshot-every: 8}
            guard: {on-divergence: roll-back, rate-factor: 0.1, max-times: 4, every-steps: 20,
              explosion-factor: 9}
            checkpoint: {dir: out/saved, every-steps: 50, keep: 2, resume: required,
              on-failure: fail}
            seed: -7
            output: out/all
            """);

    assertThat(job)
        .isEqualTo(
            new JobConfig(
                "all groups",
                new DataConfig(
                    List.of("a.csv.gz", "b.csv.gz"),
                    new ValidationSource.Fraction(0.1, -7),
                    Format.CSV,
                    "y",
                    List.of("x1", "x2"),
                    Optional.of("w"),
                    IndexBase.ONE,
                    OptionalInt.of(2),
                    OptionalInt.of(3),
                    Placement.CONTIGUOUS,
                    Precision.FLOAT32,
                    BadRows.QUARANTINE,
                    CsvHeader.ABSENT,
                    "\t",
                    FeatureScale.NONE),
                Optional.empty(),
                new ModelConfig(
                    new ModelSpec.Huber(2),
                    ModelSpec.Intercept.NONE,
                    OptionalInt.empty(),
                    Optional.of("out/before/model"),
                    ModelConfig.Parts.WITH_OPTIMIZER,
                    ModelConfig.Parts.WITH_OPTIMIZER),
                new Penalty(0.1, 0.2),
                new BatchConfig(new BatchSize.Rows(1000), Sampling.REPLACEMENT, 4),
                new OptimizerConfig(
                    new UpdateRule.Nesterov(0.8),
                    0.01,
                    OptionalDouble.of(1),
                    OptionalDouble.of(0.5),
                    OptionalDouble.of(0.99)),
                new ScheduleConfig(
                    new SchedulePlan.Warmup(
                        5, 0, new SchedulePlan.Cosine(0, 0, SchedulePlan.AfterEnd.HOLD)),
                    Optional.empty()),
                new ScalingConfig(ScalingRule.SQRT, OptionalLong.of(64)),
                new SynchronizeConfig(
                    Optional.of(
                        new SynchronizeConfig.LocalRounds(
                            new SynchronizeConfig.Length.Steps(8),
                            0,
                            SynchronizeConfig.LocalState.RESET,
                            StepPrecision.FLOAT64,
                            new UpdateRule.Momentum(0.5, 0),
                            1)),
                    OptionalInt.empty(),
                    OptionalDouble.of(90)),
                new CompressionConfig(
                    new CompressionSpec.TopK(0.02),
                    Optional.of(new FeedbackConfig(8)),
                    100,
                    CompressionConfig.Broadcast.BF16),
                new StopConfig(
                    OptionalDouble.of(1.5),
                    OptionalLong.of(100),
                    OptionalDouble.of(3),
                    OptionalDouble.of(1e-5),
                    Optional.of(new StopConfig.Target(Metric.R2, 0.9)),
                    Optional.of(new StopConfig.Early(Metric.RMSE, 4, 0.01, StopConfig.Keep.LAST))),
                new EvaluateConfig(
                    OptionalLong.of(10), OptionalDouble.empty(), List.of(Metric.MAE, Metric.LOSS)),
                new GuardConfig(OnDivergence.ROLL_BACK, 0.1, 4, 20, OptionalDouble.of(9)),
                new CheckpointConfig(
                    Optional.of("out/saved"),
                    50,
                    2,
                    CheckpointConfig.Resume.REQUIRED,
                    CheckpointConfig.OnFailure.FAIL),
                SearchConfig.NONE,
                -7,
                "out/all"));
  }

  @Test
  void theNameIsThatOfTheFileWhenItIsLeftOut() throws ConfigException {
    assertThat(JobParser.parse(Jobs.LEAST, "jobs/my.first.yaml", List.of()).name())
        .isEqualTo("my.first");
    assertThat(Jobs.with("name: '12'").name()).isEqualTo("12");
  }

  @Test
  void listsCannotBeChangedFromOutside() {
    JobConfig job = Jobs.with();

    assertThat(job.data().train()).isUnmodifiable();
    assertThat(job.evaluate().metrics()).isUnmodifiable();
  }
}
