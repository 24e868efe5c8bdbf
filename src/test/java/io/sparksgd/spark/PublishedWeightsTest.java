package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.SharedSpark;
import java.util.Arrays;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedWeightsTest {
  private final SparkContext context = SharedSpark.session().sparkContext();

  /** Inside the task's function, and as a broadcast. */
  @ParameterizedTest
  @ValueSource(ints = {1, 1000, PublishedWeights.LARGEST_INLINE / 8 + 1})
  void arriveAsTheyAreEvenIfTheOriginalChanges(int size) {
    double[] weights = filled(size, 1.5);
    try (PublishedWeights published = PublishedWeights.of(context, weights)) {
      weights[0] = 7;
      assertThat(published.values()).containsExactly(filled(size, 1.5));
    }
  }

  @Test
  void largeOnesAreNeverTakenForOthers() {
    int size = PublishedWeights.LARGEST_INLINE / 8 + 1;
    try (PublishedWeights first = PublishedWeights.of(context, filled(size, 1));
        PublishedWeights second = PublishedWeights.of(context, filled(size, 2))) {
      double[] ofFirst = first.values();
      assertThat(second.values()).containsExactly(filled(size, 2));
      assertThat(first.values()).isSameAs(ofFirst).containsExactly(filled(size, 1));
    }
  }

  private static double[] filled(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }
}
