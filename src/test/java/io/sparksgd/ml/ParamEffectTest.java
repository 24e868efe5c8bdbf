package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.example.TwoTowers;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.objective.CustomModel;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.testkit.MlData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Param changes the outcome of a fit; one without an entry here fails. */
class ParamEffectTest {
  /** What is set before, and the change of one Param. */
  private record Effect<E>(Consumer<E> before, Consumer<E> change) {}

  private static final Map<String, Effect<SgdClassifier>> CLASSIFIER = new TreeMap<>();
  private static final Map<String, Effect<SgdRegressor>> REGRESSOR = new TreeMap<>();

  @TempDir private static Path directory;
  private static Dataset<Row> two;
  private static Dataset<Row> numbers;

  private static void effect(String param, Consumer<SgdClassifier> change) {
    effect(param, any -> {}, change);
  }

  private static void effect(
      String param, Consumer<SgdClassifier> before, Consumer<SgdClassifier> change) {
    CLASSIFIER.put(param, new Effect<>(before, change));
  }

  private static Consumer<SgdClassifier> optimizer(String kind) {
    return any -> any.setOptimizer(kind);
  }

  private static Consumer<SgdClassifier> withoutRate(String kind) {
    return any -> any.setOptimizer(kind).clear(any.learningRate());
  }

  private static Consumer<SgdClassifier> schedule(String kind) {
    return any -> any.setSchedule(kind);
  }

  private static void validated(SgdClassifier classifier) {
    classifier.setValidationFraction(0.3).setEvaluateEverySteps(1).setMaxIter(12);
  }

  private static void plateau(SgdClassifier classifier) {
    validated(classifier);
    classifier.setSchedule("plateau").setPlateauPatience(0).setPlateauThreshold(0.5);
  }

  private static void early(SgdClassifier classifier) {
    validated(classifier);
    classifier.setEarlyStoppingMinDelta(10).setEarlyStoppingPatience(1);
  }

  static {
    effect("featuresCol", c -> c.setFeaturesCol("halved"));
    effect("labelCol", c -> c.setLabelCol("other"));
    effect("weightCol", c -> c.setWeightCol("weight"));
    effect("validationIndicatorCol", c -> c.setValidationIndicatorCol("validation"));
    effect("predictionCol", c -> c.setPredictionCol("guess"));
    effect("rawPredictionCol", c -> c.setRawPredictionCol("margins"));
    effect("probabilityCol", c -> c.setProbabilityCol("chances"));
    effect(
        "handleInvalid",
        c -> c.setFeaturesCol("broken").setBadRows("drop").setHandleInvalid("skip"),
        c -> c.setHandleInvalid("keep"));
    effect("thresholds", c -> c.setThresholds(0.1, 0.9));
    effect(
        "settings",
        c -> c.setSettings("schedule.parts=[{}]", "schedule.kind=join", "batch.size=9"));
  }

  static {
    effect("model", c -> c.setModel("hinge"));
    effect("fitIntercept", c -> c.setFitIntercept(false));
    effect("numClasses", c -> c.setModel("softmax"), c -> c.setNumClasses(3));
    effect("initialModel", c -> c.setInitialModel(directory.resolve("initial").toString()));
    effect(
        "initialOptimizer",
        c -> c.setInitialModel(directory.resolve("initial").toString()),
        c -> c.setInitialOptimizer(true));
    effect("keepOptimizer", c -> c.setKeepOptimizer(true));
    effect("validationFraction", c -> c.setValidationFraction(0.3));
    effect("partitions", c -> c.setPartitions(2));
    effect("badRows", c -> c.setFeaturesCol("broken"), c -> c.setBadRows("drop"));
    effect("placement", c -> c.setPartitions(2), c -> c.setPlacement("spread"));
    effect("precision", c -> c.setPrecision("float32"));
    effect("runName", c -> c.setRunName("other"));
    effect("seed", c -> c.setSeed(7));
    effect("regParam", c -> c.setRegParam(0.5));
    effect("elasticNetParam", c -> c.setRegParam(0.5), c -> c.setElasticNetParam(1));
    effect("standardization", c -> c.setStandardization(false));
    effect("scale", c -> c.setScale("deviation"));
  }

  static {
    effect("batchSize", c -> c.setBatchSize(10));
    effect("miniBatchFraction", c -> c.clear(c.batchSize()), c -> c.setMiniBatchFraction(0.5));
    effect("fullBatch", c -> c.clear(c.batchSize()), c -> c.setFullBatch(true));
    effect("sampling", c -> c.setSampling("replacement"));
    effect("accumulationSteps", c -> c.setAccumulationSteps(2));
    effect(
        "scalingRule",
        c -> c.setScalingRule("sqrt").setReferenceBatchSize(10),
        c -> c.setScalingRule("linear"));
    effect(
        "referenceBatchSize",
        c -> c.setScalingRule("sqrt").setReferenceBatchSize(10),
        c -> c.setReferenceBatchSize(40));
  }

  static {
    effect("optimizer", c -> c.setOptimizer("sgd"));
    effect("learningRate", c -> c.setLearningRate(0.2));
    effect("search", c -> c.clear(c.learningRate()), c -> c.setSearch("none"));
    effect("searchRows", c -> c.clear(c.learningRate()), c -> c.setSearchRows(20));
    effect("stepSize", c -> c.clear(c.learningRate()), c -> c.setStepSize(0.2));
    effect("momentum", optimizer("momentum"), c -> c.setMomentum(0.5));
    effect("dampening", optimizer("momentum"), c -> c.setDampening(0.5));
    effect("beta1", c -> c.setBeta1(0.5));
    effect("beta2", c -> c.setBeta2(0.5));
    effect("epsilon", c -> c.setEpsilon(0.1));
    effect("weightDecay", optimizer("adamw"), c -> c.setWeightDecay(0.5));
    effect("decay", optimizer("rmsprop"), c -> c.setDecay(0.5));
    effect("initialAccumulator", optimizer("adagrad"), c -> c.setInitialAccumulator(1));
    effect("trustCoefficient", optimizer("lars"), c -> c.setTrustCoefficient(0.1));
    effect("ftrlBeta", optimizer("ftrl"), c -> c.setFtrlBeta(3));
    effect("ftrlL1", optimizer("ftrl"), c -> c.setFtrlL1(0.1));
    effect("ftrlL2", optimizer("ftrl"), c -> c.setFtrlL2(1));
    effect("beta2Decay", optimizer("adafactor"), c -> c.setBeta2Decay(-0.1));
    effect("leastScale", optimizer("adafactor"), c -> c.setLeastScale(0.5));
    effect("clipThreshold", optimizer("adafactor"), c -> c.setClipThreshold(1.2));
    effect("cocobAlpha", withoutRate("cocob"), c -> c.setCocobAlpha(5));
    effect("initialDistance", withoutRate("dowg"), c -> c.setInitialDistance(0.5));
    effect("distanceCoefficient", optimizer("prodigy"), c -> c.setDistanceCoefficient(3));
    effect("clipNorm", optimizer("sgd"), c -> c.setClipNorm(0.1));
    effect("clipValue", optimizer("sgd"), c -> c.setClipValue(0.01));
    effect("averageDecay", c -> c.setAverageDecay(0.9));
  }

  static {
    effect("schedule", c -> c.setSchedule("cosine"));
    effect("warmupSteps", c -> c.setWarmupSteps(3));
    effect("warmupStartFactor", c -> c.setWarmupSteps(3), c -> c.setWarmupStartFactor(0.5));
    effect(
        "scheduleEvery",
        c -> c.setSchedule("step").setScheduleEvery(2),
        c -> c.setScheduleEvery(3));
    effect(
        "scheduleFactor",
        c -> c.setSchedule("step").setScheduleEvery(2),
        c -> c.setScheduleFactor(0.5));
    effect(
        "scheduleRate",
        c -> c.setSchedule("inverse-time").setScheduleRate(1),
        c -> c.setScheduleRate(2));
    effect(
        "scheduleTimescale",
        c -> c.setSchedule("inverse-sqrt").setScheduleTimescale(1),
        c -> c.setScheduleTimescale(2));
    effect("scheduleSteps", schedule("cosine"), c -> c.setScheduleSteps(3));
    effect("schedulePower", schedule("polynomial"), c -> c.setSchedulePower(2));
    effect("scheduleMinimum", schedule("cosine"), c -> c.setScheduleMinimum(0.05));
    effect(
        "scheduleAfterEnd",
        c -> c.setSchedule("cosine").setScheduleSteps(2),
        c -> c.setScheduleAfterEnd("reflect"));
    effect(
        "scheduleMultiplier",
        c -> c.setSchedule("cosine-restarts").setScheduleSteps(2),
        c -> c.setScheduleMultiplier(2));
    effect("scheduleWarmupFraction", schedule("one-cycle"), c -> c.setScheduleWarmupFraction(0.6));
    effect("scheduleInitialDivisor", schedule("one-cycle"), c -> c.setScheduleInitialDivisor(5));
    effect("scheduleFinalDivisor", schedule("one-cycle"), c -> c.setScheduleFinalDivisor(2));
  }

  static {
    effect(
        "plateauMetric",
        c -> {
          plateau(c);
          c.setPlateauThreshold(0);
        },
        c -> c.setPlateauMetric("accuracy"));
    effect("plateauPatience", ParamEffectTest::plateau, c -> c.setPlateauPatience(2));
    effect("plateauThreshold", ParamEffectTest::plateau, c -> c.setPlateauThreshold(0));
    effect("plateauCooldown", ParamEffectTest::plateau, c -> c.setPlateauCooldown(2));
    effect("maxIter", c -> c.setMaxIter(3));
    effect("epochs", c -> c.setEpochs(1));
    effect("tol", c -> c.setMaxIter(40), c -> c.setTol(0.5));
    effect("maxMinutes", c -> c.setMaxMinutes(1e-9));
    effect(
        "targetMetric",
        c -> {
          validated(c);
          c.setTargetValue(0.6);
        },
        c -> c.setTargetMetric("accuracy"));
    effect(
        "targetValue",
        c -> {
          validated(c);
          c.setTargetValue(0.01);
        },
        c -> c.setTargetValue(0.65));
    effect(
        "earlyStoppingMetric",
        c -> {
          validated(c);
          c.setEarlyStoppingPatience(1);
        },
        c -> c.setEarlyStoppingMetric("accuracy"));
    effect("earlyStoppingPatience", ParamEffectTest::early, c -> c.setEarlyStoppingPatience(2));
    effect("earlyStoppingMinDelta", ParamEffectTest::early, c -> c.setEarlyStoppingMinDelta(0));
    effect(
        "earlyStoppingKeep",
        c -> {
          validated(c);
          c.setLearningRate(3).setEarlyStoppingPatience(20).setMaxIter(5);
        },
        c -> c.setEarlyStoppingKeep("last"));
    effect(
        "evaluateEverySteps", c -> c.setValidationFraction(0.3), c -> c.setEvaluateEverySteps(1));
    effect(
        "evaluateEveryEpochs",
        c -> c.setValidationFraction(0.3),
        c -> c.setEvaluateEveryEpochs(0.5));
    effect(
        "validationMetrics",
        c -> c.setValidationFraction(0.3),
        c -> c.setValidationMetrics("loss", "auc"));
  }

  private static Consumer<SgdClassifier> local() {
    return c -> c.setPartitions(2).setLocalSteps(2);
  }

  private static Consumer<SgdClassifier> compressed(String kind) {
    return c -> c.setCompression(kind);
  }

  static {
    effect("localSteps", c -> c.setPartitions(2), c -> c.setLocalSteps(2));
    effect("localEpochs", c -> c.setPartitions(2), c -> c.setLocalEpochs(1));
    effect("startLocalAt", local(), c -> c.setStartLocalAt(4));
    effect("localState", local(), c -> c.setLocalState("reset"));
    effect(
        "localPrecision",
        local().andThen(c -> c.setOptimizer("adagrad").setLearningRate(0.1)),
        c -> c.setLocalPrecision("float32"));
    effect("outerOptimizer", local(), c -> c.setOuterOptimizer("nesterov"));
    effect("outerLearningRate", local(), c -> c.setOuterLearningRate(0.5));
    effect(
        "outerMomentum",
        c -> c.setPartitions(2).setLocalSteps(2).setOuterOptimizer("momentum"),
        c -> c.setOuterMomentum(0.9));
    effect("aggregationDepth", c -> c.setPartitions(4), c -> c.setAggregationDepth(2));
    effect("timeoutSeconds", c -> c.setTimeoutSeconds(0.001));
    effect("compression", c -> c.setCompression("bf16"));
    effect("compressionBucket", compressed("int8"), c -> c.setCompressionBucket(2));
    effect("compressionRatio", compressed("top-k"), c -> c.setCompressionRatio(0.6));
    effect(
        "compressionThreshold",
        c -> c.setCompression("threshold").setCompressionThreshold(4),
        c -> c.setCompressionThreshold(0.01));
    effect(
        "compressionRank",
        c ->
            c.setModel("softmax")
                .setNumClasses(3)
                .setCompression("power-sgd")
                .setCompressionRank(1),
        c -> c.setCompressionRank(2));
    effect("compressionStartStep", compressed("bf16"), c -> c.setCompressionStartStep(3));
    effect("errorFeedback", compressed("top-k"), c -> c.setErrorFeedback(false));
    effect("broadcastFormat", c -> c.setBroadcastFormat("float32"));
  }

  private static void exploding(SgdClassifier classifier) {
    classifier
        .setOptimizer("sgd")
        .setLearningRate(3)
        .setBatchSize(1)
        .setMaxIter(40)
        .setExplosionFactor(4);
  }

  static {
    effect("onDivergence", ParamEffectTest::exploding, c -> c.setOnDivergence("skip"));
    effect(
        "explosionFactor",
        c -> {
          exploding(c);
          c.setOnDivergence("skip");
        },
        c -> c.setExplosionFactor(1e6));
    effect(
        "maxDivergences",
        c -> {
          exploding(c);
          c.setOnDivergence("skip").setMaxDivergences(40);
        },
        c -> c.setMaxDivergences(1));
    effect("rollBackRateFactor", rollingBack(), c -> c.setRollBackRateFactor(0.1));
    effect("rollBackEverySteps", rollingBack(), c -> c.setRollBackEverySteps(1));
  }

  private static Consumer<SgdClassifier> rollingBack() {
    return c -> {
      exploding(c);
      c.setOnDivergence("roll-back").setMaxDivergences(40).setRollBackEverySteps(7);
    };
  }

  private static void perceptron(SgdClassifier classifier) {
    classifier.setModel("mlp").setHiddenLayers(4);
  }

  /** As two towers, of width 1. */
  public static final class OneTower implements CustomModel {
    @Override
    public Objective.Task task() {
      return Objective.Task.BINARY;
    }

    @Override
    public Objective build(
        int features, int classes, ModelSpec.Intercept intercept, Map<String, String> settings) {
      return new TwoTowers().build(features, classes, intercept, Map.of("width", "1"));
    }
  }

  private static void machine(SgdClassifier classifier) {
    classifier.setModel("factorization-machine").setFactors(3).setInitScale(0.1);
  }

  static {
    effect("hiddenLayers", ParamEffectTest::perceptron, c -> c.setHiddenLayers(4, 3));
    effect("activation", ParamEffectTest::perceptron, c -> c.setActivation("gelu"));
    effect("dropout", ParamEffectTest::perceptron, c -> c.setDropout(0.5));
    effect("labelSmoothing", ParamEffectTest::perceptron, c -> c.setLabelSmoothing(0.2));
    effect("modelOutput", ParamEffectTest::perceptron, c -> c.setModelOutput("logistic"));
    effect("factors", ParamEffectTest::machine, c -> c.setFactors(2));
    effect(
        "modelClass",
        c -> c.setModel("custom").setModelClass(TwoTowers.class.getName()).setProbabilityCol(""),
        c -> c.setModelClass(OneTower.class.getName()));
    effect("initScale", ParamEffectTest::machine, c -> c.setInitScale(0.3));
  }

  static {
    REGRESSOR.put("delta", new Effect<>(r -> r.setModel("huber"), r -> r.setDelta(0.1)));
    REGRESSOR.put("quantile", new Effect<>(r -> r.setModel("quantile"), r -> r.setQuantile(0.9)));
    REGRESSOR.put(
        "plateauThresholdMode",
        new Effect<>(
            r ->
                r.setValidationFraction(0.3)
                    .setEvaluateEverySteps(1)
                    .setLearningRate(1)
                    .setSchedule("plateau")
                    .setPlateauPatience(0)
                    .setPlateauThreshold(0.9),
            r -> r.setPlateauThresholdMode("absolute")));
  }

  @BeforeAll
  static void data() throws Exception {
    two =
        MlData.twoClasses(60)
            .withColumn("other", functions.expr("1 - label"))
            .withColumn("halved", vectors(new Halved()))
            .withColumn("broken", vectors(new Broken()))
            .cache();
    numbers = MlData.numbers(60).cache();
    classifier()
        .setMaxIter(2)
        .setKeepOptimizer(true)
        .fit(two)
        .save(directory.resolve("initial").toString());
  }

  private static org.apache.spark.sql.Column vectors(UDF1<Vector, Vector> function) {
    return functions.udf(function, SQLDataTypes.VectorType()).apply(functions.col("features"));
  }

  private static final class Halved implements UDF1<Vector, Vector> {
    private static final long serialVersionUID = 1L;

    @Override
    public Vector call(Vector vector) {
      return Vectors.dense(vector.apply(0) / 2, vector.apply(1), vector.apply(2) + 1);
    }
  }

  private static final class Broken implements UDF1<Vector, Vector> {
    private static final long serialVersionUID = 1L;

    @Override
    public Vector call(Vector vector) {
      return vector.apply(0) > 1.5 ? Vectors.dense(Double.NaN, 0, 0) : vector;
    }
  }

  private static SgdClassifier classifier() {
    return new SgdClassifier("classifier")
        .setMaxIter(6)
        .setBatchSize(20)
        .setPartitions(1)
        .setLearningRate(0.1);
  }

  private static SgdRegressor regressor() {
    return new SgdRegressor("regressor")
        .setMaxIter(6)
        .setBatchSize(20)
        .setPartitions(1)
        .setLearningRate(0.1);
  }

  static Stream<String> paramsOfClassifiers() {
    return CLASSIFIER.keySet().stream();
  }

  static Stream<String> paramsOfRegressors() {
    return REGRESSOR.keySet().stream();
  }

  @Test
  void everyParamHasAnEntry() {
    Set<String> params = new TreeSet<>();
    Arrays.stream(classifier().params()).forEach(param -> params.add(param.name()));
    Arrays.stream(regressor().params()).forEach(param -> params.add(param.name()));
    Set<String> entries = new TreeSet<>(CLASSIFIER.keySet());
    entries.addAll(REGRESSOR.keySet());

    assertThat(entries).containsExactlyElementsOf(params);
  }

  @ParameterizedTest
  @MethodSource("paramsOfClassifiers")
  void everyParamOfClassifiersHasAnEffect(String param) {
    assertEffect(param, CLASSIFIER.get(param), classifier(), classifier(), two);
  }

  @ParameterizedTest
  @MethodSource("paramsOfRegressors")
  void everyParamOfRegressorsHasAnEffect(String param) {
    assertEffect(param, REGRESSOR.get(param), regressor(), regressor(), numbers);
  }

  private static <E extends SgdEstimator<E, M>, M extends SgdModel<M>> void assertEffect(
      String param, Effect<E> effect, E without, E with, Dataset<Row> data) {
    effect.before().accept(without);
    effect.before().accept(with);
    Object before = with.isSet(with.getParam(param)) ? with.getOrDefault(with.getParam(param)) : "";
    effect.change().accept(with);

    assertThat(with.getOrDefault(with.getParam(param))).as("the change").isNotEqualTo(before);
    assertThat(outcome(with, data)).as(param).isNotEqualTo(outcome(without, data));
  }

  /** All that a user can see of a fit, but times. */
  private static <E extends SgdEstimator<E, M>, M extends SgdModel<M>> List<String> outcome(
      E estimator, Dataset<Row> data) {
    List<String> outcome = new ArrayList<>();
    estimator.addListener(event -> outcome.add(show(event)));
    try {
      M model = estimator.fit(data);
      outcome.add(Arrays.toString(model.parameters()));
      outcome.add("optimizer kept: " + model.trained().optimizer().isPresent());
      Dataset<Row> rows = model.transform(data);
      outcome.add(String.join(" ", rows.columns()));
      rows.orderBy("id").collectAsList().forEach(row -> outcome.add(row.toString()));
    } catch (Exception e) {
      // Spark's own are checked, and not declared.
      outcome.add(e.getMessage());
    }
    return outcome;
  }

  private static String show(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      return started.plan().toString();
    } else if (event instanceof TrainingEvent.StepDone step) {
      return step.step() + " " + step.batchRows() + " " + step.learningRate() + " " + step.bytes();
    } else if (event instanceof TrainingEvent.Evaluated evaluated) {
      return evaluated.step() + " " + evaluated.metrics();
    } else if (event instanceof TrainingEvent.Diverged diverged) {
      return diverged.step() + " " + diverged.goesOnAfter() + " " + diverged.rateFactor();
    }
    return ((TrainingEvent.Stopped) event).reason();
  }
}
