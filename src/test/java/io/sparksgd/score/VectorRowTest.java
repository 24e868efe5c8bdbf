package io.sparksgd.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.PublishedWeights;
import io.sparksgd.testkit.SharedSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prediction follows from its row and the model alone. */
class VectorRowTest {
  private static final int FEATURES = 23;
  private static final double[] WEIGHTS =
      IntStream.range(0, FEATURES + 1).mapToDouble(i -> CounterRandom.gaussian(1, 0, i)).toArray();
  private static final Objective LINEAR =
      new ModelSpec.Linear().build(FEATURES, 0, Intercept.FITTED);

  private static double[] row(int number, double density) {
    return IntStream.range(0, FEATURES)
        .mapToDouble(
            j ->
                CounterRandom.uniform(2, number, j) < density
                    ? CounterRandom.gaussian(3, number, j)
                    : 0)
        .toArray();
  }

  private static Vector dense(double[] row) {
    return Vectors.dense(row);
  }

  /** All values are stored, zeros too. */
  private static Vector padded(double[] row) {
    return Vectors.sparse(row.length, IntStream.range(0, row.length).toArray(), row);
  }

  private static List<Double> predictions(List<Vector> vectors) {
    try (PublishedWeights weights = PublishedWeights.of(SharedSpark.context().sc(), WEIGHTS)) {
      Iterator<Row> scored =
          new PredictRows(LINEAR, weights)
              .call(vectors.stream().map(vector -> RowFactory.create(7L, vector)).iterator());
      List<Double> found = new ArrayList<>();
      scored.forEachRemaining(row -> found.add((Double) row.get(1)));
      return found;
    }
  }

  /** The sum that the documentation of blocks promises, over the block of this row alone. */
  private static double expected(double[] row) {
    BlockBuilder builder = new BlockBuilder().startRow(0, 1).atLeast(FEATURES);
    for (int j = 0; j < FEATURES; j++) {
      builder.feature(j, row[j]);
    }
    double[] raw = new double[1];
    LINEAR.raw(builder.build(), 0, WEIGHTS, raw);
    return raw[0];
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.3, 0.45, 0.5, 0.55, 0.7, 1})
  void aRowHasTheSameBitsAmongAllNeighbours(double density) {
    List<Vector> dense = IntStream.range(0, 40).mapToObj(i -> dense(row(i, 1))).toList();
    List<Vector> sparse =
        IntStream.range(0, 40).<Vector>mapToObj(i -> dense(row(i, 0.02)).toSparse()).toList();
    for (int i = 100; i < 130; i++) {
      double[] values = row(i, density);
      double alone = expected(values);
      assertThat(alone)
          .isCloseTo(
              WEIGHTS[FEATURES]
                  + IntStream.range(0, FEATURES).mapToDouble(j -> values[j] * WEIGHTS[j]).sum(),
              within(1e-12));
      for (Vector form :
          List.of(
              dense(values),
              dense(values).toSparse(),
              dense(values).compressed(),
              padded(values))) {
        assertThat(predictions(List.of(form))).containsExactly(alone);
        for (List<Vector> neighbours : List.of(dense, sparse)) {
          List<Vector> first = Stream.concat(Stream.of(form), neighbours.stream()).toList();
          List<Vector> last = Stream.concat(neighbours.stream(), Stream.of(form)).toList();
          assertThat(predictions(first).get(0)).isEqualTo(alone);
          assertThat(predictions(last).get(neighbours.size())).isEqualTo(alone);
        }
      }
    }
  }

  @Test
  void theScorerOfTheMlApiComputesTheSameBits() {
    TrainedModel model =
        new TrainedModel(new ModelSpec.Linear(), Intercept.FITTED, FEATURES, 0, WEIGHTS, Map.of());
    VectorScorer scorer = VectorScorer.onDriver(model);
    for (double density : new double[] {0, 0.1, 0.4, 0.6, 1}) {
      for (int i = 0; i < 20; i++) {
        double[] values = row(i, density);
        List<Vector> forms = List.of(dense(values), dense(values).toSparse(), padded(values));
        assertThat(forms.stream().map(form -> scorer.raw(form)[0])).containsOnly(expected(values));
        assertThat(predictions(forms)).containsOnly(expected(values));
      }
    }
  }

  @Test
  void rowsWithoutAVectorHaveNoPredictionAndChangeNoOther() {
    double[] values = row(0, 0.5);
    assertThat(predictions(Arrays.asList(null, dense(values), null)))
        .containsExactly(null, expected(values), null);
    assertThat(DoubleStream.of(values).filter(v -> v == 0).count()).isPositive();
  }
}
