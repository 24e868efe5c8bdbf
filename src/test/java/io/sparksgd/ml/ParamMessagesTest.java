package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors of a job that an estimator describes name Params, not keys of job files. */
class ParamMessagesTest {
  private static Arguments alone(String message, Consumer<SgdClassifier> change) {
    return Arguments.of(message, change);
  }

  private static String noEffect(String param, String only) {
    return param + ": Invalid " + param + ": it has no effect here (only with " + only + ")";
  }

  private static String noRows(String param) {
    return param
        + ": Invalid "
        + param
        + ": the job has no validation rows (allowed: with validationFraction or"
        + " validationIndicatorCol)";
  }

  static Stream<Arguments> params() {
    String local = "localSteps or localEpochs";
    return Stream.of(
        alone(
            noEffect("numClasses", "model or modelOutput: softmax"),
            c -> c.setModel("logistic").setNumClasses(2)),
        alone(noEffect("dampening", "optimizer: momentum"), c -> c.setDampening(0.5)),
        alone(
            noEffect(
                "weightDecay",
                "optimizer: adamw, lars, lamb, lion, adafactor, prodigy, schedule-free-sgd,"
                    + " schedule-free-adamw; see regParam"),
            c -> c.setWeightDecay(0.5)),
        alone(noEffect("compressionRank", "compression: power-sgd"), c -> c.setCompressionRank(2)),
        alone(
            noEffect("errorFeedback", "compression: top-k, threshold, sign, power-sgd"),
            c -> c.setErrorFeedback(true)),
        alone(
            noEffect("compressionStartStep", "a compression other than none"),
            c -> c.setCompressionStartStep(3)),
        alone(
            noEffect("scheduleFactor", "schedule: step, exponential, plateau"),
            c -> c.setScheduleFactor(0.5)),
        alone(noEffect("plateauPatience", "schedule: plateau"), c -> c.setPlateauPatience(2)),
        alone(noEffect("warmupStartFactor", "warmupSteps"), c -> c.setWarmupStartFactor(0.5)),
        alone(noEffect("localState", local), c -> c.setLocalState("keep")),
        alone(noEffect("startLocalAt", local), c -> c.setStartLocalAt(3)),
        alone(noEffect("outerOptimizer", local), c -> c.setOuterOptimizer("nesterov")),
        alone(noEffect("outerLearningRate", local), c -> c.setOuterLearningRate(0.5)),
        alone(
            noEffect("outerMomentum", "outerOptimizer: momentum, nesterov"),
            c -> c.setLocalSteps(2).setOuterMomentum(0.5)),
        alone(
            noEffect("rollBackRateFactor", "onDivergence: roll-back"),
            c -> c.setRollBackRateFactor(0.5)),
        alone(noEffect("initialOptimizer", "initialModel"), c -> c.setInitialOptimizer(true)),
        alone(noRows("earlyStoppingPatience"), c -> c.setEarlyStoppingPatience(2)),
        alone(noRows("targetValue"), c -> c.setTargetValue(0.5)));
  }

  @ParameterizedTest
  @MethodSource("params")
  void aParamThatNeedsAnotherNamesIt(String message, Consumer<SgdClassifier> change) {
    SgdClassifier classifier = new SgdClassifier().setModel("logistic");
    change.accept(classifier);
    assertThatThrownBy(() -> JobDescription.of(classifier)).hasMessage(message);
  }

  @Test
  void severalParamsOfAGroupAreNamedTogether() {
    assertThatThrownBy(
            () ->
                JobDescription.of(
                    new SgdRegressor().setOuterLearningRate(0.5).setOuterOptimizer("sgd")))
        .hasMessageStartingWith(
            "outerLearningRate, outerOptimizer: Invalid outerLearningRate, outerOptimizer: it has");
  }
}
