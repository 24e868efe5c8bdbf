package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.testkit.MlData;
import io.sparksgd.testkit.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.jdk.javaapi.CollectionConverters;

class FitTest {
  private static Dataset<Row> two;
  @TempDir private Path directory;

  @BeforeAll
  static void data() {
    two = MlData.twoClasses(300).cache();
    two.count();
  }

  private static SgdClassifier classifier() {
    return classifier(new SgdClassifier());
  }

  private static SgdClassifier classifier(SgdClassifier fresh) {
    return fresh.setOptimizer("momentum").setLearningRate(0.1).setBatchSize(50).setMaxIter(20);
  }

  private static SparkContext context() {
    return SharedSpark.session().sparkContext();
  }

  @Test
  void aPipelineInACrossValidatorPicksTheBestAndAlwaysTheSame() {
    Dataset<Row> hashed =
        two.withColumn("x", functions.vector_to_array(two.col("features"), "float64"))
            .selectExpr("id", "label", "x[0] as a", "x[1] as b", "cast(id % 3 as string) as c");
    CrossValidatorModel model = crossValidated(hashed);
    CrossValidatorModel again = crossValidated(hashed);

    double[] first = model.avgMetrics();
    // Not to the last bit: the evaluator adds in the order of arrival.
    assertThat(again.avgMetrics()).containsExactly(first, within(1e-12));
    assertThat(fitted(again).parameters()).containsExactly(fitted(model).parameters());

    int best = 0;
    for (int i = 1; i < first.length; i++) {
      best = first[i] > first[best] ? i : best;
    }
    assertThat(first).hasSize(6);
    assertThat(first[best]).isGreaterThan(0.8).isGreaterThan(Arrays.stream(first).min().orElse(1));
  }

  private static SgdClassificationModel fitted(CrossValidatorModel model) {
    return (SgdClassificationModel) ((PipelineModel) model.bestModel()).stages()[2];
  }

  private static CrossValidatorModel crossValidated(Dataset<Row> data) {
    FeatureHasher hasher =
        new FeatureHasher()
            .setInputCols(new String[] {"a", "b", "c"})
            .setOutputCol("hashed")
            .setNumFeatures(64);
    StandardScaler scaler = new StandardScaler().setInputCol("hashed").setOutputCol("features");
    // A uid of its own: Spark orders the grid by the hashes of uids and names.
    SgdClassifier classifier =
        classifier(new SgdClassifier("tuned")).setStandardization(false).setMaxIter(10);
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.learningRate(), new double[] {0.0001, 0.1, 0.5})
            .addGrid(classifier.regParam(), new double[] {0, 0.1})
            .build();
    return new CrossValidator()
        .setEstimator(new Pipeline().setStages(new PipelineStage[] {hasher, scaler, classifier}))
        .setEvaluator(new BinaryClassificationEvaluator())
        .setEstimatorParamMaps(grid)
        .setNumFolds(2)
        .setParallelism(4)
        .setSeed(5)
        .fit(data);
  }

  @Test
  void aTrainValidationSplitWorksToo() {
    SgdClassifier classifier = classifier();
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.learningRate(), new double[] {0.0001, 0.1})
            .build();

    double[] metrics =
        new TrainValidationSplit()
            .setEstimator(classifier)
            .setEvaluator(new BinaryClassificationEvaluator())
            .setEstimatorParamMaps(grid)
            .setSeed(3)
            .fit(two)
            .validationMetrics();

    assertThat(metrics).hasSize(2);
    assertThat(metrics[1]).isGreaterThan(0.8);
  }

  @Test
  void concurrentFitsDoNotDisturbEachOther() throws Exception {
    List<Callable<double[]>> fits = new ArrayList<>();
    List<double[]> alone = new ArrayList<>();
    for (double rate : new double[] {0.01, 0.05, 0.2, 0.4}) {
      SgdClassifier classifier = classifier().setLearningRate(rate).setSeed((long) (rate * 100));
      alone.add(classifier.fit(two).parameters());
      fits.add(() -> classifier.fit(two).parameters());
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<double[]>> together = threads.invokeAll(fits);
      for (int i = 0; i < alone.size(); i++) {
        assertThat(together.get(i).get()).containsExactly(alone.get(i));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aFitThatStartsFromAModelGoesOnWhereItEnded() throws Exception {
    SgdClassifier half = classifier().setFullBatch(true).setOptimizer("sgd").setMaxIter(10);
    half.clear(half.batchSize());
    double[] whole = half.copy(ParamMap.empty()).setMaxIter(20).fit(two).parameters();
    SgdClassificationModel first = half.fit(two);
    first.save(directory.resolve("first").toString());

    double[] second = half.copy(ParamMap.empty()).setInitialModel(first).fit(two).parameters();
    double[] loaded =
        half.copy(ParamMap.empty())
            .setInitialModel(directory.resolve("first").toString())
            .fit(two)
            .parameters();

    for (int i = 0; i < whole.length; i++) {
      assertThat(second[i]).isCloseTo(whole[i], within(1e-12));
    }
    assertThat(loaded).containsExactly(second);
    SgdClassifier inMemory = half.copy(ParamMap.empty()).setInitialModel(first);
    assertThatThrownBy(() -> inMemory.copy(ParamMap.empty()).write())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in memory only");
    assertThatThrownBy(
            () -> inMemory.copy(new ParamMap().put(inMemory.fitIntercept().w(false))).fit(two))
        .hasMessageContaining("Invalid initialModel: it has 4 parameters");
  }

  @Test
  void aFitOnTheNextDaysDataGoesOnWithTheOptimizerToo() {
    SgdClassifier daily =
        classifier()
            .setFullBatch(true)
            .setOptimizer("adam")
            .setLearningRate(0.02)
            .setMaxIter(10)
            .setKeepOptimizer(true);
    daily.clear(daily.batchSize());
    double[] whole = daily.copy(ParamMap.empty()).setMaxIter(20).fit(two).parameters();
    String folder = directory.resolve("monday").toString();
    SgdClassificationModel monday = daily.fit(two);
    saveTo(monday, folder);

    double[] inMemory =
        daily
            .copy(ParamMap.empty())
            .setInitialModel(monday)
            .setInitialOptimizer(true)
            .fit(two)
            .parameters();
    SgdClassifier loading =
        daily.copy(ParamMap.empty()).setInitialModel(folder).setInitialOptimizer(true);
    double[] weightsOnly =
        daily.copy(ParamMap.empty()).setInitialModel(folder).fit(two).parameters();

    for (int i = 0; i < whole.length; i++) {
      assertThat(inMemory[i]).isCloseTo(whole[i], within(1e-12));
      assertThat(Math.abs(weightsOnly[i] - whole[i])).isGreaterThan(1e-4);
    }
    assertThat(loading.fit(two).parameters()).containsExactly(inMemory);
    // Other rows have other deviations; the memory is of features divided by Monday's.
    Dataset<Row> tuesday = two.filter("id % 3 <> 0");
    assertThat(loading.fit(tuesday).summary().totalIterations()).isEqualTo(10);
    assertThatThrownBy(() -> loading.copy(ParamMap.empty()).setStandardization(false).fit(two))
        .hasMessage(
            "Invalid initialOptimizer: scale is none (allowed: auto, as in the training of the"
                + " initial model)");
    assertThatThrownBy(
            () ->
                daily
                    .copy(ParamMap.empty())
                    .setInitialModel(classifier().setMaxIter(1).fit(two))
                    .setInitialOptimizer(true)
                    .fit(two))
        .hasMessage(
            "Invalid initialOptimizer: the initial model has none (allowed: a model of a fit with"
                + " keepOptimizer)");
    assertThatThrownBy(() -> daily.copy(ParamMap.empty()).setInitialOptimizer(true).fit(two))
        .hasMessageContaining("only with");
  }

  @ParameterizedTest
  @CsvSource({"adam, true", "adagrad, false", "sgd, false"})
  void anAverageOfTheWeightsGoesOnFromTheWeightsThemselves(String optimizer, boolean standardized) {
    SgdClassifier daily =
        classifier()
            .setFullBatch(true)
            .setOptimizer(optimizer)
            .setLearningRate(0.1)
            .setAverageDecay(0.8)
            .setStandardization(standardized)
            .setMaxIter(10)
            .setKeepOptimizer(true);
    daily.clear(daily.batchSize());
    double[] whole = daily.copy(ParamMap.empty()).setMaxIter(20).fit(two).parameters();
    String folder = directory.resolve(optimizer).toString();
    saveTo(daily.fit(two), folder);
    daily.setInitialModel(folder).setInitialOptimizer(true);

    double[] second = daily.fit(two).parameters();

    assertThat(second).containsExactly(whole, within(standardized ? 1e-12 : 0));
    assertThatThrownBy(
            () -> {
              daily.clear(daily.averageDecay());
              daily.fit(two);
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid initialOptimizer: the earlier model is a moving average of weights, and this"
                + " job keeps no average (set averageDecay, or continue without the optimizer)");
  }

  private static void saveTo(SgdClassificationModel model, String folder) {
    try {
      model.save(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothingStaysPersistedAndTheCallersDataStaysAsItWas() {
    Set<Object> before = persisted();

    classifier().setValidationFraction(0.2).fit(two);
    assertThatThrownBy(() -> diverging().fit(two))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("iverged");
    assertThatThrownBy(() -> classifier().setLabelCol("id").fit(two))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(persisted()).isEqualTo(before);
    assertThat(two.storageLevel().useMemory()).isTrue();
  }

  private static SgdRegressor diverging() {
    return new SgdRegressor().setOptimizer("sgd").setLearningRate(1e100).setMaxIter(20);
  }

  private static Set<Object> persisted() {
    return Set.copyOf(CollectionConverters.asJava(context().getPersistentRDDs().keys().toSeq()));
  }

  @Test
  void validationRowsAreMeasuredAndNotTrainedOn() {
    SgdClassificationModel model =
        classifier().setValidationIndicatorCol("validation").setEvaluateEverySteps(5).fit(two);

    TrainingSummary summary = model.summary();
    assertThat(summary.validationSteps()).containsExactly(5, 10, 15, 20);
    assertThat(summary.validationHistory()).hasSize(4);
    assertThat(summary.validationHistory("accuracy")[3]).isGreaterThan(0.7);
    assertThat(summary.epochs()).isEqualTo(20 * 50 / 270.0);
    assertThat(model.parameters())
        .containsExactly(classifier().fit(two.filter("not validation")).parameters());
    assertThatThrownBy(() -> summary.validationHistory("rmse"))
        .hasMessage("Invalid metric: rmse (allowed: loss, log-loss, accuracy, auc, f1)");
  }

  @Test
  void theSummarySaysHowItWent() {
    TrainingSummary summary =
        classifier().setSchedule("cosine").setScheduleMinimum(0).fit(two).summary();

    assertThat(summary.totalIterations()).isEqualTo(20);
    assertThat(summary.totalRows()).isEqualTo(1000);
    assertThat(summary.status()).isEqualTo("completed");
    assertThat(summary.reason()).isEqualTo("Made all 20 steps.");
    assertThat(summary.objectiveHistory()[0]).isCloseTo(Math.log(2), within(1e-12));
    assertThat(summary.objectiveHistory()[19]).isLessThan(summary.objectiveHistory()[0]);
    assertThat(summary.sparkline()).hasSize(20).startsWith("█").contains("▁");
    assertThat(summary.learningRateHistory()[0]).isEqualTo(0.1);
    assertThat(summary.learningRateHistory()[19]).isLessThan(0.01);
    assertThat(summary.bytesBroadcast()).isEqualTo(20L * 4 * 8);
    assertThat(summary.bytesReturned()).isPositive();
    assertThat(summary.seconds()).containsKeys("read", "gradient", "update");
    assertThat(summary.config()).containsKeys("optimizer", "schedule", "batch");
  }

  @Test
  void localRoundsOnSortedRowsAreWarnedOf() {
    Dataset<Row> sorted = two.orderBy("label").coalesce(1);
    SgdClassifier local = classifier().setPartitions(2).setLocalSteps(2);

    assertThat(lines(() -> local.copy(ParamMap.empty()).setPlacement("contiguous").fit(sorted)))
        .anyMatch(
            line ->
                line.contains("the partitions' labels differ more than chance explains (mean ")
                    && line.endsWith("setPlacement(\"spread\") distributes them by the seed"));
    assertThat(lines(() -> local.fit(sorted))).noneMatch(line -> line.contains("labels differ"));
  }

  @Test
  void aFitLogsItsJobAsJsonUnderAPrefixOfItsOwn() {
    List<String> lines =
        lines(
            () -> {
              classifier().setRunName("one").fit(two);
              classifier().setRunName("two").fit(two);
            });
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("\\[[0-9a-f]{8}] sgdClassifier_\\w+ \\{\"name\":\"one\",.*}");
    assertThat(lines.get(1))
        .isEqualTo(lines.get(0).substring(0, 11) + "one 20 steps: Made all 20 steps.");
    assertThat(lines.get(2).substring(0, 10)).isNotEqualTo(lines.get(0).substring(0, 10));
  }

  /** What fits log meanwhile. */
  private static List<String> lines(Runnable fits) {
    List<String> lines = new ArrayList<>();
    AbstractAppender appender =
        new AbstractAppender("lines", null, null, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    Logger logger = (Logger) LogManager.getLogger(Fit.class);
    Level before = logger.getLevel();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    try {
      fits.run();
    } finally {
      logger.removeAppender(appender);
      logger.setLevel(before);
    }
    return lines;
  }

  @Test
  void progressIsShownOnRequestOnly() {
    PrintStream before = System.err;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try {
      classifier().setRunName("silent").fit(two);
      classifier().setRunName("told").showProgress().copy(ParamMap.empty()).fit(two);
    } finally {
      System.setErr(before);
    }
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("Training told: 300 rows, 3 features", "Made all 20 steps.")
        .doesNotContain("Training silent");
  }

  @Test
  void listenersHearEveryEventAlsoThoseOfCopies() {
    List<TrainingEvent> events = new ArrayList<>();
    SgdClassifier classifier = classifier().addListener(events::add);

    classifier.copy(ParamMap.empty()).fit(two);

    assertThat(events.get(0)).isInstanceOf(TrainingEvent.Started.class);
    assertThat(events).filteredOn(TrainingEvent.StepDone.class::isInstance).hasSize(20);
    assertThat(events.get(events.size() - 1)).isInstanceOf(TrainingEvent.Stopped.class);
  }

  @Test
  void jobsAreDescribedAndTheThreadGetsItsDescriptionBack() throws Exception {
    Set<String> descriptions = new ConcurrentSkipListSet<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            String description = job.properties().getProperty("spark.job.description");
            if (description != null) {
              descriptions.add(description);
            }
          }
        };
    context().addSparkListener(listener);
    context().setJobDescription("mine");
    try {
      classifier().setRunName("clicks").setMaxIter(1200).setBatchSize(10).fit(two);
      assertThat(context().getLocalProperty("spark.job.description")).isEqualTo("mine");
    } finally {
      context().setJobDescription(null);
      context().listenerBus().waitUntilEmpty();
      context().removeSparkListener(listener);
    }
    assertThat(descriptions)
        .contains("clicks: reading the rows", "clicks: step 1/1,200", "clicks: step 1,200/1,200");
  }

  @Test
  void sparksMetricsSystemShowsTheRunWhileItGoesOn() {
    Set<String> seen = new TreeSet<>();
    List<Object> steps = new ArrayList<>();
    SgdClassifier classifier = classifier().setRunName("shown");
    classifier.addListener(
        event -> {
          var sources = SparkEnv.get().metricsSystem().getSourcesByName("sgd.shown");
          sources.foreach(
              source -> {
                seen.addAll(source.metricRegistry().getNames());
                steps.add(source.metricRegistry().gauge("step", null).getValue());
                return null;
              });
        });

    classifier.fit(two);

    assertThat(seen).contains("step", "loss", "learning-rate", "rows-per-second", "bytes-returned");
    assertThat(steps).contains(0L, 19L);
    assertThat(SparkEnv.get().metricsSystem().getSourcesByName("sgd.shown").isEmpty()).isTrue();
  }
}
