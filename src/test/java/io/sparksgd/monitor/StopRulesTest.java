package io.sparksgd.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Stop rules, early stopping, the best tracker and the divergence guard. */
class StopRulesTest {
  private static StopRules target(Metric metric, double value) {
    return new StopRules(0, OptionalDouble.empty(), Optional.of(metric), OptionalDouble.of(value));
  }

  @Test
  void stepsAndMinutesEndARun() {
    StopRules rules =
        new StopRules(240, OptionalDouble.of(1.5), Optional.empty(), OptionalDouble.empty());
    assertThat(rules.reasonAfterStep(239, 89)).isEmpty();
    assertThat(rules.reasonAfterStep(240, 0)).contains("Made all 240 steps.");
    assertThat(rules.reasonAfterStep(1, 90)).contains("Reached 1.5 minutes.");
    assertThat(rules.reasonAfterEvaluation(Map.of(Metric.LOSS, 0.0))).isEmpty();
  }

  @Test
  void anOpenRunGoesOn() {
    StopRules rules =
        new StopRules(0, OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty());
    assertThat(rules.reasonAfterStep(1_000_000_000, 1e9)).isEmpty();
  }

  @Test
  void aTargetIsReachedInTheDirectionOfItsMetric() {
    assertThat(target(Metric.ACCURACY, 0.75).reasonAfterEvaluation(Map.of(Metric.ACCURACY, 0.7613)))
        .contains("Reached the target: accuracy 0.7613 (wanted 0.75).");
    assertThat(target(Metric.ACCURACY, 0.75).reasonAfterEvaluation(Map.of(Metric.ACCURACY, 0.75)))
        .isPresent();
    assertThat(target(Metric.ACCURACY, 0.75).reasonAfterEvaluation(Map.of(Metric.ACCURACY, 0.74)))
        .isEmpty();
    assertThat(target(Metric.LOSS, 0.5).reasonAfterEvaluation(Map.of(Metric.LOSS, 0.49)))
        .isPresent();
    assertThat(target(Metric.LOSS, 0.5).reasonAfterEvaluation(Map.of(Metric.LOSS, Double.NaN)))
        .isEmpty();
    assertThat(target(Metric.LOSS, 0.5).reasonAfterEvaluation(Map.of())).isEmpty();
  }

  @Test
  void aRunConvergesWhenTheMeanLossOfAnEpochNoLongerFalls() {
    Convergence rule = new Convergence(0.1, 30);
    // Epochs of three steps, uneven ones weighted by their rows: 1.0, 0.8, then 0.75 again and
    // again.
    assertThat(rule.observe(3, 10)).isEmpty();
    assertThat(rule.observe(0, 20)).isEmpty();
    assertThat(rule.observe(0.8, 30)).isEmpty();
    for (int epoch = 0; epoch < 4; epoch++) {
      assertThat(rule.observe(1.5, 15)).isEmpty();
      assertThat(rule.observe(0, 15)).isEmpty();
    }
    assertThat(rule.observe(0.75, 29)).isEmpty();
    assertThat(rule.observe(0.75, 1))
        .contains(
            "Converged: the training loss fell by no more than 0.1 of it for 5 epochs in a row.");
  }

  @Test
  void anEpochThatFallsEnoughStartsTheCountAnew() {
    Convergence rule = new Convergence(0.1, 1);
    for (double loss : new double[] {-1, -1, -1, -1, -1, -1.2, -1.2, -1.2, -1.2, -1.2}) {
      assertThat(rule.observe(loss, 1)).isEmpty();
    }
    assertThat(rule.observe(-1.2, 1)).isPresent();
  }

  @Test
  void patienceCountsEvaluationsInARowWithoutImprovement() {
    EarlyStopping rule = new EarlyStopping(Metric.LOSS, 2, 0.1);
    assertThat(rule.observe(1.0)).isEmpty();
    assertThat(rule.observe(0.95)).isEmpty();
    assertThat(rule.observe(0.8)).isEmpty();
    assertThat(rule.observe(Double.NaN)).isEmpty();
    assertThat(rule.observe(0.75))
        .contains("Stopped early: loss was not better than 0.8 in 2 evaluations.");
  }

  @Test
  void higherMetricsStopWhenTheyFall() {
    EarlyStopping rule = new EarlyStopping(Metric.AUC, 1, 0);
    assertThat(rule.observe(0.5)).isEmpty();
    assertThat(rule.observe(0.6)).isEmpty();
    assertThat(rule.observe(0.6))
        .contains("Stopped early: auc was not better than 0.6 in 1 evaluation.");
  }

  @Test
  void aMetricThatNeverHasAValueStopsToo() {
    EarlyStopping rule = new EarlyStopping(Metric.AUC, 2, 0);
    assertThat(rule.observe(Double.NaN)).isEmpty();
    assertThat(rule.observe(Double.NaN)).isPresent();
    assertThatThrownBy(() -> new EarlyStopping(Metric.AUC, 0, 0))
        .hasMessage("Invalid patience: 0 (allowed: 1 or more)");
    assertThatThrownBy(() -> new EarlyStopping(Metric.AUC, 1, -0.1))
        .hasMessage("Invalid min-delta: -0.1 (allowed: a number from 0)");
  }

  @Test
  void theBestWeightsAreCopied() {
    BestTracker tracker = new BestTracker(Metric.ACCURACY);
    double[] weights = {1};
    assertThat(tracker.observe(1, Double.NaN, weights)).isFalse();
    assertThat(tracker.weights()).isEmpty();
    assertThat(tracker.observe(2, 0.5, weights)).isTrue();
    weights[0] = 2;
    assertThat(tracker.observe(3, 0.5, weights)).isFalse();
    assertThat(tracker.observe(4, Double.NaN, weights)).isFalse();
    assertThat(tracker.weights()).containsExactly(1);
    assertThat(tracker.step()).isEqualTo(2);
    assertThat(tracker.observe(5, 0.6, weights)).isTrue();
    assertThat(tracker.weights()).containsExactly(2);
    assertThat(tracker.step()).isEqualTo(5);
  }

  @Test
  void whatIsNotFiniteIsNamedWithItsStepAndRate() {
    DivergenceGuard guard = new DivergenceGuard(OptionalDouble.empty());
    guard.check(1, 0.1, 1e300, 1e300);
    guard.checkWeights(1, 0.1, new double[] {1e308});
    assertThatThrownBy(() -> guard.check(12, 10, Double.NaN, 1))
        .isInstanceOf(DivergedException.class)
        .hasMessage(
            "Diverged at step 12: the loss is NaN (learning rate 10; try a lower"
                + " optimizer.learning-rate, a warmup, optimizer.clip-norm or"
                + " guard.on-divergence: roll-back).");
    assertThatThrownBy(() -> guard.check(12, 10, 1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("the norm of the gradient is Infinity");
    assertThatThrownBy(() -> guard.checkWeights(12, 10, new double[] {1, Double.NaN}))
        .hasMessageContaining("weight 1 is NaN");
  }

  @Test
  void anExplosionIsMeasuredAgainstTheLowestSmoothedLoss() {
    DivergenceGuard guard = new DivergenceGuard(OptionalDouble.of(3));
    for (int batch = 0; batch < 10; batch++) {
      guard.check(1, 0.1, 1e9, 1);
      guard.passed(batch == 9 ? 2 : 50, batch == 9 ? 2 : 50);
    }
    guard.check(11, 0.1, 6, 1);
    guard.passed(4, 4);
    assertThatThrownBy(() -> guard.check(12, 0.1, 6.1, 1))
        .hasMessageContaining(
            "the loss is 6.1, more than 3 times the lowest smoothed one, 2 (learning rate 0.1");
    DivergenceGuard restored = new DivergenceGuard(OptionalDouble.of(3));
    restored.restore(guard.state());
    assertThatThrownBy(() -> restored.check(12, 0.1, 6.1, 1)).isInstanceOf(DivergedException.class);
    // A loss below 0 explodes when it rises by as much.
    guard.passed(-1, -1);
    guard.check(13, 0.1, 1, 1);
    assertThatThrownBy(() -> guard.check(13, 0.1, 1.1, 1)).isInstanceOf(DivergedException.class);
    new DivergenceGuard(OptionalDouble.empty()).check(13, 0.1, 1e300, 1);
  }

  @Test
  void theDivergenceThatIsOneTooManySaysHowManyThereWere() {
    DivergenceGuard guard = new DivergenceGuard(OptionalDouble.empty());
    DivergedException diverged =
        catchThrowableOfType(DivergedException.class, () -> guard.check(12, 10, Double.NaN, 1));

    assertThat(diverged.what()).isEqualTo("the loss is NaN");
    assertThat(diverged.tooMany(OnDivergence.SKIP, 1))
        .hasMessage(
            "Diverged at step 12: the loss is NaN (learning rate 10; after 1 skipped batch, which"
                + " guard.max-times allows; try a lower optimizer.learning-rate).");
    assertThat(diverged.tooMany(OnDivergence.ROLL_BACK, 2))
        .hasMessageContaining("; after 2 returns to an earlier state, which guard.max-times");
  }
}
