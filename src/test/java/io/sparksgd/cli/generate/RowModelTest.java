package io.sparksgd.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.math.CounterRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the rows are drawn from, without Spark. */
class RowModelTest {

  private static final int ROWS = 20_000;

  @Test
  void aRowIsAFunctionOfItsNumberOnly() {
    for (GenerateKind kind : GenerateKind.values()) {
      RowModel model = RowModel.of(GenerateSettings.of(kind, 1, "out"));
      GeneratedRow first = model.newRow();
      GeneratedRow second = model.newRow();
      model.draw(17, first);
      model.draw(3, second);
      model.draw(17, second);
      assertThat(second).usingRecursiveComparison().isEqualTo(first);
    }
  }

  @Test
  void clickRowsHold39FieldsInAscendingOrderAndCollisionsAddUp() {
    RowModel model = ClickLogModel.of(1, 50, 0.3);
    GeneratedRow row = model.newRow();
    boolean collided = false;
    for (int i = 0; i < 100; i++) {
      model.draw(i, row);
      double sum = 0;
      for (int k = 0; k < row.count; k++) {
        sum += row.values[k];
        assertThat(row.indices[k]).isBetween(0, 49);
        assertThat(k == 0 || row.indices[k] > row.indices[k - 1]).isTrue();
      }
      assertThat(sum).isEqualTo(39);
      collided |= row.count < 39;
    }
    assertThat(collided).isTrue();
  }

  @Test
  void clickValuesAreSkewed() {
    RowModel model = ClickLogModel.of(1, 1 << 18, 0.3);
    GeneratedRow row = model.newRow();
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < ROWS; i++) {
      model.draw(i, row);
      for (int k = 0; k < row.count; k++) {
        counts.merge(row.indices[k], 1, Integer::sum);
      }
    }
    List<Integer> sorted = counts.values().stream().sorted().toList();
    long once = sorted.stream().filter(count -> count == 1).count();
    assertThat(sorted.get(sorted.size() - 1)).isGreaterThan(ROWS / 5);
    assertThat(once).isGreaterThan(counts.size() / 3);
    assertThat(counts.size()).isGreaterThan(20_000);
  }

  /** Had the pairs no say, the loss of the truth would be about that of ten weights alone. */
  @Test
  void interactionsAreWorthMoreThanWeights() {
    RowModel model = RowModel.of(GenerateSettings.of(GenerateKind.INTERACTIONS, 1, "out"));
    GeneratedRow row = model.newRow();
    double expectedLoss = 0;
    double ones = 0;
    for (int i = 0; i < ROWS; i++) {
      model.draw(i, row);
      for (int field = 0; field < 10; field++) {
        assertThat(row.indices[field]).isBetween(field * 100, field * 100 + 99);
      }
      ones += row.label;
      expectedLoss += row.expectedLoss;
    }
    assertThat(row.count).isEqualTo(10);
    assertThat(ones / ROWS).isBetween(0.3, 0.7);
    // Margins of variance 5.5; of the weights' 1 alone it would be about 0.6.
    assertThat(expectedLoss / ROWS).isBetween(0.35, 0.5);
  }

  /** The realised loss of the true probabilities is their entropy, up to chance. */
  @Test
  void clickLabelsFollowTheTrueProbabilities() {
    ClickLogModel model = ClickLogModel.of(9, 1 << 18, 0.25);
    GeneratedRow row = model.newRow();
    double loss = 0;
    double expectedLoss = 0;
    double hits = 0;
    double expectedHits = 0;
    double ones = 0;
    for (int i = 0; i < ROWS; i++) {
      model.draw(i, row);
      double margin = model.intercept() + marginOf(row, 9);
      double positive = 1 / (1 + Math.exp(-margin));
      loss -= Math.log(row.label == 1 ? positive : 1 - positive);
      expectedLoss += row.expectedLoss;
      hits += (row.label == 1) == (margin > 0) ? 1 : 0;
      expectedHits += row.expectedAccuracy;
      ones += row.label;
    }
    assertThat(ones / ROWS).isCloseTo(0.25, within(0.015));
    assertThat(loss / ROWS).isCloseTo(expectedLoss / ROWS, within(0.01));
    assertThat(hits / ROWS).isCloseTo(expectedHits / ROWS, within(0.01));
    // There is something to learn: well below the entropy of the share of ones, 0.562.
    assertThat(expectedLoss / ROWS).isBetween(0.25, 0.5);
  }

  private static double marginOf(GeneratedRow row, long seed) {
    double margin = 0;
    for (int k = 0; k < row.count; k++) {
      int j = row.indices[k];
      if (CounterRandom.uniform(seed, RandomStream.WEIGHT_IS_ZERO, j) < 0.25) {
        margin += 0.5 * CounterRandom.gaussian(seed, RandomStream.WEIGHT, j) * row.values[k];
      }
    }
    return margin;
  }

  @Test
  void regressionResidualsHaveTheNoiseAndFeaturesAreStandardNormal() {
    long seed = 5;
    int d = 4;
    RowModel model = new RegressionModel(seed, d, 0.7);
    GeneratedRow row = model.newRow();
    double squares = 0;
    double sum = 0;
    double featureSum = 0;
    double featureSquares = 0;
    for (int i = 0; i < ROWS; i++) {
      model.draw(i, row);
      double truth = CounterRandom.gaussian(seed, RandomStream.WEIGHT, d);
      for (int j = 0; j < d; j++) {
        truth += CounterRandom.gaussian(seed, RandomStream.WEIGHT, j) / 2 * row.values[j];
        featureSum += row.values[j];
        featureSquares += row.values[j] * row.values[j];
      }
      sum += row.label - truth;
      squares += (row.label - truth) * (row.label - truth);
    }
    assertThat(Math.sqrt(squares / ROWS)).isCloseTo(0.7, within(0.015));
    assertThat(sum / ROWS).isCloseTo(0, within(0.02));
    assertThat(featureSum / ROWS / d).isCloseTo(0, within(0.02));
    assertThat(featureSquares / ROWS / d).isCloseTo(1, within(0.02));
  }

  /** An independent posterior, from densities, scored on the drawn labels. */
  @Test
  void blobLabelsFollowThePosteriorThatIsReported() {
    long seed = 8;
    int d = 3;
    int k = 4;
    double noise = 1.5;
    RowModel model = new BlobModel(seed, d, k, noise);
    GeneratedRow row = model.newRow();
    double loss = 0;
    double expectedLoss = 0;
    double hits = 0;
    double expectedHits = 0;
    for (int i = 0; i < ROWS; i++) {
      model.draw(i, row);
      double[] posterior = posterior(row, seed, d, k, noise);
      int best = 0;
      double entropy = 0;
      for (int c = 0; c < k; c++) {
        best = posterior[c] > posterior[best] ? c : best;
        entropy -= posterior[c] * Math.log(posterior[c]);
      }
      assertThat(row.expectedLoss).isCloseTo(entropy, within(1e-9));
      assertThat(row.expectedAccuracy).isCloseTo(posterior[best], within(1e-9));
      loss -= Math.log(posterior[(int) row.label]);
      expectedLoss += row.expectedLoss;
      hits += best == row.label ? 1 : 0;
      expectedHits += row.expectedAccuracy;
    }
    assertThat(loss / ROWS).isCloseTo(expectedLoss / ROWS, within(0.015));
    assertThat(hits / ROWS).isCloseTo(expectedHits / ROWS, within(0.01));
  }

  private static double[] posterior(GeneratedRow row, long seed, int d, int k, double noise) {
    double[] density = new double[k];
    double sum = 0;
    for (int c = 0; c < k; c++) {
      density[c] = 1;
      for (int j = 0; j < d; j++) {
        double center =
            3 / Math.sqrt(2.0 * d) * CounterRandom.gaussian(seed, RandomStream.WEIGHT, c * d + j);
        double z = (row.values[j] - center) / noise;
        density[c] *= Math.exp(-z * z / 2);
      }
      sum += density[c];
    }
    for (int c = 0; c < k; c++) {
      density[c] /= sum;
    }
    return density;
  }

  @Test
  void farBlobsHaveNoLossAndNoNaN() {
    RowModel model = new BlobModel(2, 5, 3, 1e-4);
    GeneratedRow row = model.newRow();
    model.draw(0, row);
    assertThat(row.expectedLoss).isZero();
    assertThat(row.expectedAccuracy).isEqualTo(1);
  }
}
