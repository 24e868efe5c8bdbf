package io.sparksgd.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricSumsTest {
  private static final EnumSet<Metric> ALL = EnumSet.allOf(Metric.class);
  private static final int ROWS = 400;

  /** Evaluated rows of k classes (0 for numbers), with scores that tie now and then. */
  private record Rows(
      int classes,
      double[] weight,
      double[] label,
      double[] loss,
      double[] prediction,
      double[] score,
      double[][] probability) {

    static Rows random(int classes, long seed) {
      Random random = new Random(seed);
      Rows rows =
          new Rows(
              classes,
              new double[ROWS],
              new double[ROWS],
              new double[ROWS],
              new double[ROWS],
              new double[ROWS],
              new double[ROWS][Math.max(classes, 1)]);
      for (int i = 0; i < ROWS; i++) {
        rows.weight[i] = random.nextInt(4);
        rows.loss[i] = random.nextDouble() * 3;
        rows.score[i] = random.nextInt(60) / 10.0 - 3;
        if (classes == 0) {
          rows.label[i] = 1000 + random.nextGaussian();
          rows.prediction[i] = rows.label[i] + 0.3 * random.nextGaussian();
        } else {
          rows.label[i] = random.nextInt(classes);
          rows.prediction[i] = random.nextInt(3) == 0 ? random.nextInt(classes) : rows.label[i];
          double sum = 0;
          for (int k = 0; k < classes; k++) {
            rows.probability[i][k] = 0.01 + random.nextDouble();
            sum += rows.probability[i][k];
          }
          for (int k = 0; k < classes; k++) {
            rows.probability[i][k] /= sum;
          }
        }
      }
      return rows;
    }

    MetricSums sums(int from, int to) {
      MetricSums sums = MetricSums.of(ALL, classes);
      for (int i = from; i < to; i++) {
        sums.add(
            weight[i],
            label[i],
            loss[i],
            prediction[i],
            score[i],
            classes == 0 ? null : probability[i]);
      }
      return sums;
    }

    double mean(IntToDoubleFunction value) {
      double sum = 0;
      double weights = 0;
      for (int i = 0; i < ROWS; i++) {
        sum += weight[i] * value.applyAsDouble(i);
        weights += weight[i];
      }
      return sum / weights;
    }
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
  }

  @Test
  void meansAreWeighted() {
    Rows rows = Rows.random(3, 1);
    MetricSums sums = rows.sums(0, ROWS);
    assertClose(sums.value(Metric.LOSS), rows.mean(i -> rows.loss[i]));
    assertClose(
        sums.value(Metric.ACCURACY), rows.mean(i -> rows.label[i] == rows.prediction[i] ? 1 : 0));
    assertClose(
        sums.value(Metric.LOG_LOSS),
        rows.mean(i -> -Math.log(rows.probability[i][(int) rows.label[i]])));
    assertThat(sums.rows()).isEqualTo(ROWS);
  }

  @Test
  void errorsOfNumbersAreTheirDefinitions() {
    Rows rows = Rows.random(0, 2);
    MetricSums sums = rows.sums(0, ROWS);
    double mse = rows.mean(i -> Math.pow(rows.prediction[i] - rows.label[i], 2));
    double mean = rows.mean(i -> rows.label[i]);
    double variance = rows.mean(i -> Math.pow(rows.label[i] - mean, 2));
    assertClose(sums.value(Metric.RMSE), Math.sqrt(mse));
    assertClose(
        sums.value(Metric.MAE), rows.mean(i -> Math.abs(rows.prediction[i] - rows.label[i])));
    assertClose(sums.value(Metric.R2), 1 - mse / variance);
  }

  @Test
  void r2SurvivesLabelsFarFromZero() {
    MetricSums sums = MetricSums.of(ALL, 0);
    for (int i = 0; i < 100; i++) {
      sums.add(1, 1e9 + i % 2, 0, 1e9 + 0.5, 0, null);
    }
    assertThat(sums.value(Metric.R2)).isCloseTo(0, within(1e-9));
  }

  @Test
  void aucIsTheShareOfPairsInOrderWithTiesAsHalf() {
    Rows rows = Rows.random(2, 3);
    double pairs = 0;
    double ordered = 0;
    for (int p = 0; p < ROWS; p++) {
      for (int n = 0; n < ROWS; n++) {
        if (rows.label[p] == 1 && rows.label[n] == 0) {
          double weight = rows.weight[p] * rows.weight[n];
          pairs += weight;
          ordered += weight * (1 + Math.signum(rows.score[p] - rows.score[n])) / 2;
        }
      }
    }
    assertClose(rows.sums(0, ROWS).value(Metric.AUC), ordered / pairs);
  }

  @Test
  void aucSeesMinusZeroAndZeroAsATie() {
    MetricSums sums = MetricSums.of(ALL, 2);
    sums.add(1, 1, 0, 1, -0.0, null);
    sums.add(1, 0, 0, 1, 0.0, null);
    assertThat(sums.value(Metric.AUC)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void f1IsOfClassOneForTwoClassesAndTheMeanForMore(int classes) {
    Rows rows = Rows.random(classes, 4);
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      int c = k;
      double hits = rows.mean(i -> rows.label[i] == c && rows.prediction[i] == c ? 1 : 0);
      double precision = hits / rows.mean(i -> rows.prediction[i] == c ? 1 : 0);
      double recall = hits / rows.mean(i -> rows.label[i] == c ? 1 : 0);
      double f1 = 2 * precision * recall / (precision + recall);
      sum += classes == 2 ? (k == 1 ? f1 : 0) : f1 / classes;
    }
    assertClose(rows.sums(0, ROWS).value(Metric.F1), sum);
  }

  @Test
  void macroF1LeavesOutClassesThatDoNotOccur() {
    MetricSums sums = MetricSums.of(ALL, 10);
    sums.add(1, 0, 0, 0, 0, null);
    sums.add(1, 1, 0, 0, 0, null);
    // Class 0: 2 * 1 / (1 + 2); class 1: 0; eight others do not occur.
    assertClose(sums.value(Metric.F1), (2 / 3.0 + 0) / 2);
  }

  @ParameterizedTest
  @CsvSource({"0,5", "2,6", "2,7", "4,8"})
  void mergedPartsAreTheWhole(int classes, long seed) {
    Rows rows = Rows.random(classes, seed);
    Map<Metric, Double> whole = rows.sums(0, ROWS).values();
    MetricSums merged = MetricSums.of(ALL, classes);
    int from = 0;
    for (int to : new int[] {0, 1, 7, 150, 151, 399, ROWS, ROWS}) {
      MetricSums part = rows.sums(from, to);
      part.compact();
      merged.add(part);
      from = to;
    }
    assertThat(merged.values().keySet()).isEqualTo(whole.keySet());
    whole.forEach((metric, value) -> assertClose(merged.values().get(metric), value));
    assertThat(merged.rows()).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void aWeightIsARepetition(int classes) {
    Rows rows = Rows.random(classes, 9);
    MetricSums repeated = MetricSums.of(ALL, classes);
    for (int i = 0; i < ROWS; i++) {
      for (int times = 0; times < rows.weight[i]; times++) {
        repeated.add(
            1,
            rows.label[i],
            rows.loss[i],
            rows.prediction[i],
            rows.score[i],
            classes == 0 ? null : rows.probability[i]);
      }
    }
    Map<Metric, Double> weighted = rows.sums(0, ROWS).values();
    repeated.values().forEach((metric, value) -> assertClose(weighted.get(metric), value));
  }

  @Test
  void whatIsNotDefinedIsAbsent() {
    MetricSums empty = MetricSums.of(ALL, 2);
    assertThat(empty.values()).isEmpty();
    MetricSums oneClass = MetricSums.of(ALL, 2);
    oneClass.add(1, 1, 0.5, 1, 2, new double[] {0.4, 0.6});
    assertThat(oneClass.values().keySet())
        .containsExactly(Metric.LOSS, Metric.LOG_LOSS, Metric.ACCURACY, Metric.F1);
    assertThatThrownBy(() -> oneClass.value(Metric.AUC))
        .hasMessage("Invalid metric: auc is not defined for these 1 rows");
    MetricSums constant = MetricSums.of(ALL, 0);
    constant.add(1, 3, 0, 3, 0, null);
    constant.add(1, 3, 0, 3, 0, null);
    assertThat(constant.values()).doesNotContainKey(Metric.R2).containsEntry(Metric.RMSE, 0.0);
  }

  @Test
  void logLossIsUnknownWithoutProbabilities() {
    MetricSums sums = MetricSums.of(ALL, 2);
    sums.add(1, 1, 0.5, 1, 2, new double[] {0.4, 0.6});
    MetricSums hinge = MetricSums.of(ALL, 2);
    hinge.add(1, 0, 0.5, 1, 2, null);
    sums.add(hinge);
    assertThat(sums.values()).doesNotContainKey(Metric.LOG_LOSS).containsKey(Metric.ACCURACY);
  }

  @Test
  void aScoreThatIsNaNHasNoRank() {
    MetricSums sums = MetricSums.of(ALL, 2);
    sums.add(1, 1, 0, 1, 2, null);
    sums.add(1, 0, 0, 1, 1, null);
    assertThat(sums.value(Metric.AUC)).isEqualTo(1);
    MetricSums diverged = MetricSums.of(ALL, 2);
    diverged.add(1, 0, 0, 1, Double.NaN, null);
    sums.add(diverged);
    assertThat(sums.values()).doesNotContainKey(Metric.AUC);
  }

  @Test
  void onlyTheMetricsWantedAreThere() {
    MetricSums sums = MetricSums.of(EnumSet.of(Metric.ACCURACY), 2);
    sums.add(1, 1, 0.5, 1, 2, null);
    assertThat(sums.values()).containsOnlyKeys(Metric.ACCURACY);
  }

  @Test
  void aProbabilityOfZeroForWhatHappenedIsVeryBadButFinite() {
    MetricSums sums = MetricSums.of(ALL, 2);
    sums.add(1, 1, 0, 0, 0, new double[] {1, 0});
    assertThat(sums.value(Metric.LOG_LOSS)).isBetween(700.0, 710.0);
  }

  @Test
  void sumsTravelSmall() throws IOException {
    MetricSums sums = MetricSums.of(ALL, 2);
    for (int i = 0; i < 100_000; i++) {
      sums.add(1, i % 2, 0, 0, i % 10, null);
    }
    sums.compact();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sums);
    }
    assertThat(bytes.size()).isLessThan(3000);
  }
}
