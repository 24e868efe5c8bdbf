package io.sparksgd.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.config.StopConfig.Early;
import io.sparksgd.config.StopConfig.Keep;
import io.sparksgd.config.StopConfig.Target;
import io.sparksgd.data.IndexBase;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.optim.UpdateRule.SecondMoment;
import io.sparksgd.schedule.ScalingRule;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.schedule.SchedulePlan.AfterEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a job file says, and what it says by leaving something out. */
class JobConfigTest {
  private static final String SMALL =
      "data: {train: a.libsvm, validation: b.libsvm}\nmodel: {kind: logistic}\noutput: o\n";

  static JobConfig parse(String yaml, String... overrides) {
    try {
      return JobConfig.parse(yaml, "jobs/test.yaml", List.of(overrides));
    } catch (ConfigException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  @Test
  void everythingHasADefault() {
    JobConfig job = parse("data: {train: a.libsvm}\nmodel: {kind: logistic}\noutput: o\n");

    assertThat(job.name()).isEqualTo("test");
    assertThat(job.seed()).isEqualTo(42);
    assertThat(job.data().validation()).isEqualTo(new ValidationSource.None());
    assertThat(job.data().format()).isEqualTo(Format.LIBSVM);
    assertThat(job.data().indexBase()).isEqualTo(IndexBase.ONE);
    assertThat(job.data().badRows()).isEqualTo(BadRows.FAIL);
    assertThat(job.data().partitions()).isEmpty();
    assertThat(job.model().intercept()).isEqualTo(ModelSpec.Intercept.FITTED);
    assertThat(job.penalty()).isEqualTo(Penalty.NONE);
    assertThat(job.batch())
        .isEqualTo(new BatchConfig(new BatchSize.Rows(256), Sampling.SHUFFLE, 1));
    assertThat(job.optimizer())
        .isEqualTo(
            new OptimizerConfig(
                new UpdateRule.Adam(0.9, 0.999, 1e-8, SecondMoment.CURRENT),
                0.001,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
    assertThat(job.schedule())
        .isEqualTo(new ScheduleConfig(new SchedulePlan.Constant(), Optional.empty()));
    assertThat(job.scaling()).isEqualTo(new ScalingConfig(ScalingRule.NONE, OptionalLong.empty()));
    assertThat(job.stop().epochs()).hasValue(10);
    assertThat(job.evaluate().everyEpochs()).hasValue(1);
    assertThat(job.evaluate().metrics())
        .containsExactly(Metric.LOSS, Metric.LOG_LOSS, Metric.ACCURACY, Metric.AUC, Metric.F1);
  }

  static Stream<Arguments> optimizers() {
    return Stream.of(
        Arguments.of("kind: sgd", new UpdateRule.Sgd(), 0.001),
        Arguments.of("kind: momentum", new UpdateRule.Momentum(0.9, 0), 0.001),
        Arguments.of(
            "kind: momentum, momentum: 0.8, dampening: 0.1, learning-rate: 0.5",
            new UpdateRule.Momentum(0.8, 0.1),
            0.5),
        Arguments.of("kind: nesterov, momentum: 0.7", new UpdateRule.Nesterov(0.7), 0.001),
        Arguments.of(
            "beta1: 0.8, beta2: 0.9, epsilon: 1e-3",
            new UpdateRule.Adam(0.8, 0.9, 1e-3, SecondMoment.CURRENT),
            0.001),
        Arguments.of(
            "kind: amsgrad", new UpdateRule.Adam(0.9, 0.999, 1e-8, SecondMoment.MAXIMUM), 0.001),
        Arguments.of(
            "kind: adamw, weight-decay: 0.2",
            new UpdateRule.AdamW(0.9, 0.999, 1e-8, SecondMoment.CURRENT, 0.2),
            0.001),
        Arguments.of(
            "kind: adagrad, initial-accumulator: 0.1", new UpdateRule.AdaGrad(0.1, 1e-10), 0.01),
        Arguments.of(
            "kind: rmsprop, decay: 0.9, momentum: 0.5",
            new UpdateRule.RmsProp(0.9, 1e-8, 0.5),
            0.01),
        Arguments.of(
            "kind: lars, weight-decay: 1e-4, trust-coefficient: 0.02",
            new UpdateRule.Lars(0.9, 1e-4, 0.02, 1e-8),
            0.1),
        Arguments.of("kind: lamb", new UpdateRule.Lamb(0.9, 0.999, 1e-6, 0.01), 0.001),
        Arguments.of("kind: lion, weight-decay: 1", new UpdateRule.Lion(0.9, 0.99, 1), 1e-4),
        Arguments.of("kind: ftrl, beta: 2, l1: 1, l2: 3", new UpdateRule.Ftrl(2, 1, 3), 0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void optimizersHaveTheirKeysAndDefaults(String keys, UpdateRule rule, double learningRate) {
    OptimizerConfig optimizer = parse(SMALL + "optimizer: {" + keys + "}").optimizer();
    assertThat(optimizer.rule()).isEqualTo(rule);
    assertThat(optimizer.learningRate()).isEqualTo(learningRate);
  }

  @Test
  void clippingAndAveragingGoWithEveryOptimizer() {
    OptimizerConfig optimizer =
        parse(SMALL + "optimizer: {kind: sgd, clip-norm: 1, clip-value: 2, average-decay: 0.99}")
            .optimizer();
    assertThat(optimizer.clipNorm()).hasValue(1);
    assertThat(optimizer.clipValue()).hasValue(2);
    assertThat(optimizer.averageDecay()).hasValue(0.99);
  }

  static Stream<Arguments> schedules() {
    SchedulePlan cosine = new SchedulePlan.Cosine(0, 0, AfterEnd.HOLD);
    return Stream.of(
        Arguments.of("kind: constant", new SchedulePlan.Constant()),
        Arguments.of("kind: step, every: 30", new SchedulePlan.StepDecay(30, 0.1)),
        Arguments.of("kind: exponential, factor: 0.99", new SchedulePlan.Exponential(0.99)),
        Arguments.of("kind: inverse-time, rate: 0.1", new SchedulePlan.InverseTime(0.1)),
        Arguments.of("kind: inverse-sqrt, timescale: 100", new SchedulePlan.InverseSqrt(100)),
        Arguments.of(
            "kind: polynomial, steps: 5, power: 2, minimum: 0.1",
            new SchedulePlan.Polynomial(5, 2, 0.1)),
        Arguments.of("kind: cosine", cosine),
        Arguments.of(
            "kind: cosine, steps: 9, minimum: 1e-4, after-end: reflect",
            new SchedulePlan.Cosine(9, 1e-4, AfterEnd.REFLECT)),
        Arguments.of(
            "kind: cosine-restarts, steps: 9, multiplier: 2",
            new SchedulePlan.CosineRestarts(9, 2, 0)),
        Arguments.of("kind: one-cycle", new SchedulePlan.OneCycle(0, 0.3, 25, 1e4)),
        Arguments.of("kind: cosine, warmup-steps: 10", new SchedulePlan.Warmup(10, 0, cosine)),
        Arguments.of(
            "warmup-steps: 10, warmup-start-factor: 0.1",
            new SchedulePlan.Warmup(10, 0.1, new SchedulePlan.Constant())),
        Arguments.of(
            "kind: join, parts: [{kind: constant, for-steps: 5}, {kind: cosine, warmup-steps: 2}]",
            new SchedulePlan.Join(
                List.of(new SchedulePlan.Constant(), new SchedulePlan.Warmup(2, 0, cosine)),
                List.of(5L))));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void schedulesHaveTheirKeysAndDefaults(String keys, SchedulePlan plan) {
    ScheduleConfig schedule = parse(SMALL + "schedule: {" + keys + "}").schedule();
    assertThat(schedule.plan()).isEqualTo(plan);
    assertThat(schedule.plateau()).isEmpty();
  }

  @Test
  void aPlateauListensToAMetric() {
    ScheduleConfig schedule =
        parse(
                SMALL
                    + "schedule: {kind: plateau, metric: auc, factor: 0.5, patience: 2,"
                    + " threshold: 0.01, threshold-mode: absolute, cooldown: 1, minimum: 1e-5}")
            .schedule();
    assertThat(schedule.plateau())
        .contains(new PlateauConfig(Metric.AUC, 0.5, 2, 0.01, ThresholdMode.ABSOLUTE, 1, 1e-5));
    assertThat(parse(SMALL + "schedule: {kind: plateau}").schedule().plateau())
        .contains(new PlateauConfig(Metric.LOSS, 0.1, 10, 1e-4, ThresholdMode.RELATIVE, 0, 0));
  }

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of("kind: linear", new ModelSpec.Linear()),
        Arguments.of("kind: hinge", new ModelSpec.Hinge()),
        Arguments.of("kind: huber", new ModelSpec.Huber(1.35)),
        Arguments.of("kind: huber, delta: 2", new ModelSpec.Huber(2)),
        Arguments.of("kind: quantile, quantile: 0.9", new ModelSpec.Quantile(0.9)),
        Arguments.of("kind: poisson", new ModelSpec.Poisson()),
        Arguments.of("kind: softmax", new ModelSpec.Softmax()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelsHaveTheirKeysAndDefaults(String keys, ModelSpec spec) {
    String rest = "data: {train: a.libsvm}\noutput: o\n";
    assertThat(parse(rest + "model: {" + keys + "}").model().spec()).isEqualTo(spec);
    ModelConfig model =
        parse(rest + "model: {kind: softmax, classes: 10, intercept: false, init: old}").model();
    assertThat(model.classes()).hasValue(10);
    assertThat(model.intercept()).isEqualTo(ModelSpec.Intercept.NONE);
    assertThat(model.init()).contains("old");
  }

  static Stream<Arguments> batches() {
    return Stream.of(
        Arguments.of("size: 64", new BatchSize.Rows(64), Sampling.SHUFFLE, 1),
        Arguments.of("size: 1_000", new BatchSize.Rows(1000), Sampling.SHUFFLE, 1),
        Arguments.of(
            "size: 8, sampling: replacement, accumulation-steps: 4",
            new BatchSize.Rows(8),
            Sampling.REPLACEMENT,
            4),
        Arguments.of("fraction: 0.1", new BatchSize.Fraction(0.1), Sampling.BERNOULLI, 1),
        Arguments.of("size: 8, sampling: bernoulli", new BatchSize.Rows(8), Sampling.BERNOULLI, 1),
        Arguments.of("full: true", new BatchSize.Full(), Sampling.SHUFFLE, 1),
        Arguments.of("full: false", new BatchSize.Rows(256), Sampling.SHUFFLE, 1));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void batchesAreRowsSharesOrEverything(
      String keys, BatchSize size, Sampling sampling, int accumulation) {
    assertThat(parse(SMALL + "batch: {" + keys + "}").batch())
        .isEqualTo(new BatchConfig(size, sampling, accumulation));
  }

  @Test
  void stopRulesAndEvaluations() {
    JobConfig job =
        parse(
            SMALL
                + "stop: {epochs: 2.5, steps: 100, minutes: 3, target: {metric: auc, value: 0.9},"
                + " early: {metric: accuracy, patience: 5, min-delta: 0.01, keep: last}}\n"
                + "evaluate: {every-steps: 20, metrics: [auc, loss]}\n");
    assertThat(job.stop())
        .isEqualTo(
            new StopConfig(
                OptionalDouble.of(2.5),
                OptionalLong.of(100),
                OptionalDouble.of(3),
                Optional.of(new Target(Metric.AUC, 0.9)),
                Optional.of(new Early(Metric.ACCURACY, 5, 0.01, Keep.LAST))));
    assertThat(job.evaluate())
        .isEqualTo(
            new EvaluateConfig(
                OptionalLong.of(20), OptionalDouble.empty(), List.of(Metric.AUC, Metric.LOSS)));
    assertThat(parse(SMALL + "stop: {early: {}}").stop().early())
        .contains(new Early(Metric.LOSS, 3, 0, Keep.BEST));
    assertThat(parse(SMALL + "stop: {minutes: 1}").stop().epochs()).isEmpty();
  }

  @Test
  void dataOfColumns() {
    DataConfig data =
        parse(
                "data: {train: [a.csv, b.csv], validation-fraction: 0.1, label: y, features: [a, b],"
                    + " weight: w, num-features: 2, partitions: 8, bad-rows: quarantine,"
                    + " header: false, delimiter: ;}\n"
                    + "model: {kind: linear}\noutput: o\nseed: 7\n")
            .data();
    assertThat(data)
        .isEqualTo(
            new DataConfig(
                List.of("a.csv", "b.csv"),
                new ValidationSource.Fraction(0.1, 7),
                Format.CSV,
                "y",
                List.of("a", "b"),
                Optional.of("w"),
                IndexBase.ONE,
                OptionalInt.of(2),
                OptionalInt.of(8),
                BadRows.QUARANTINE,
                CsvHeader.ABSENT,
                ";"));
    assertThat(
            parse(
                    "data: {train: a.parquet, validation-column: v}\nmodel: {kind: linear}\noutput: o")
                .data()
                .validation())
        .isEqualTo(new ValidationSource.Column("v"));
  }

  @ParameterizedTest
  @CsvSource({
    "a.libsvm, LIBSVM",
    "a.svm.gz, LIBSVM",
    "dir/a.parquet/, PARQUET",
    "A.CSV.bz2, CSV",
    "a.jsonl, JSON",
    "hdfs://x/a.orc, ORC"
  })
  void theFormatFollowsTheName(String path, Format format) {
    assertThat(
            parse("data: {train: " + path + "}\nmodel: {kind: linear}\noutput: o").data().format())
        .isEqualTo(format);
  }

  @Test
  void overridesWinInTheirOrder() {
    JobConfig job =
        parse(
            SMALL + "optimizer: {kind: sgd}\n",
            "optimizer.learning-rate=0.5",
            "optimizer.learning-rate=0.25",
            "data.train=[x.libsvm, y.libsvm]",
            "stop.early.patience=7",
            "output=elsewhere",
            "batch={size: 3}",
            "optimizer.kind=null");
    assertThat(job.optimizer().learningRate()).isEqualTo(0.25);
    assertThat(job.optimizer().rule()).isInstanceOf(UpdateRule.Adam.class);
    assertThat(job.data().train()).containsExactly("x.libsvm", "y.libsvm");
    assertThat(job.stop().early().orElseThrow().patience()).isEqualTo(7);
    assertThat(job.output()).isEqualTo("elsewhere");
    assertThat(job.batch().size()).isEqualTo(new BatchSize.Rows(3));
  }

  @Test
  void defaultsOfLaterGroupsAreAccepted() {
    assertThat(
            parse(SMALL + "synchronize: {every: step}\ncompression: {kind: none}\ncheckpoint:\n"))
        .isEqualTo(parse(SMALL));
  }

  static Stream<Path> jobFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      return files.toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("jobFiles")
  void theExamplesParse(Path file) throws IOException {
    JobConfig job = parse(Files.readString(file));
    assertThat(file.getFileName().toString()).isEqualTo(job.name() + ".yaml");
    assertThat(job.output()).isEqualTo("out/" + job.name());
  }

  /** A job for each variant that the other tests know. */
  static Stream<String> variants() {
    List<String> jobs = new ArrayList<>();
    optimizers().forEach(a -> jobs.add(SMALL + "optimizer: {" + a.get()[0] + "}"));
    schedules().forEach(a -> jobs.add(SMALL + "schedule: {" + a.get()[0] + "}"));
    batches().forEach(a -> jobs.add(SMALL + "batch: {" + a.get()[0] + "}"));
    models().forEach(a -> jobs.add("data: {train: a.csv}\noutput: o\nmodel: {" + a.get()[0] + "}"));
    jobs.add(SMALL + "schedule: {kind: plateau, warmup-steps: 3}\npenalty: {l1: 0.1, l2: 1e-7}");
    jobs.add(SMALL + "scaling: {rule: sqrt, reference-batch-size: 64}\nseed: -3");
    jobs.add(SMALL + "stop: {steps: 5, target: {metric: f1, value: -1}, early: {}}");
    jobs.add(
        "name: 'yes: no'\ndata: {train: ['a b.csv'], validation-column: v, delimiter: '|',"
            + " weight: '#'}\nmodel: {kind: logistic, intercept: false}\noutput: 'o: 1'");
    return jobs.stream();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theMapOfAJobParsesToTheSameJob(String yaml) throws IOException {
    JobConfig job = parse(yaml);
    // JSON is YAML.
    assertThat(parse(new ObjectMapper().writeValueAsString(job.toMap()))).isEqualTo(job);
  }
}
