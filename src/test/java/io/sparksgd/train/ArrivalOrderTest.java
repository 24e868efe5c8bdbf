package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.config.CompressionConfig;
import io.sparksgd.exchange.EncodedSum;
import io.sparksgd.exchange.Wire;
import io.sparksgd.exchange.Wires;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.Round;
import io.sparksgd.round.RoundJobs;
import io.sparksgd.sample.FullSampler;
import io.sparksgd.spark.PartitionJob;
import io.sparksgd.spark.PublishedWeights;
import io.sparksgd.task.RunSetting;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers arrive in any order; what becomes of them does not depend on it. */
class ArrivalOrderTest {
  private static final int PARTITIONS = 9;
  private static final int ORDERS = 50;
  private static final Objective OBJECTIVE = TestRuns.logistic(30);
  private static final Wire EXACT =
      Wire.of(new CompressionSpec.None(), OBJECTIVE.layout(), Wire.Rest.LOST, 0);

  private static List<Integer> shuffled(long seed) {
    return IntStream.range(0, PARTITIONS)
        .boxed()
        .sorted(Comparator.comparingLong(place -> CounterRandom.bits(seed, 0, place)))
        .toList();
  }

  private static List<Double> add(RoundJobs jobs, List<EncodedSum> encodedSums) {
    double[] sum = jobs.add(new RoundJobs.Answers(encodedSums, EXACT)).sum().gradient();
    return Arrays.stream(sum).boxed().toList();
  }

  @Test
  void theSumIsTheSameInAnyOrderOfArrival() {
    int[] partitionRows = {40, 60, 1, 70, 80, 29, 30, 20, 70};
    try (BlockSet rows = SharedSpark.blocks(TestRuns.twoClasses(400, 30, 5), partitionRows);
        PublishedWeights weights =
            PublishedWeights.of(rows.rdd().context(), new double[OBJECTIVE.layout().size()])) {
      RoundJobs jobs =
          new RoundJobs(
              rows,
              new RunSetting(
                  OBJECTIVE,
                  new FullSampler(400),
                  0,
                  new Wires(CompressionConfig.NONE, OBJECTIVE.layout(), 0),
                  rows.firstRows(),
                  Centring.none()),
              Optional.empty(),
              AggregationDepth.of(OptionalInt.of(1)));
      Round round = new Round(Round.Kind.SYNCHRONOUS, 0, 0, 0, 1, 1);
      List<EncodedSum> encodedSums = jobs.gradients(round, weights).encodedSums();
      List<Double> expected = add(jobs, encodedSums);
      Set<List<Double>> asTheyCame = new HashSet<>();
      for (int order = 0; order < ORDERS; order++) {
        PartitionJob.Answers<EncodedSum> answers = new PartitionJob.Answers<>(PARTITIONS);
        List<EncodedSum> arriving = new ArrayList<>();
        for (int place : shuffled(order)) {
          answers.apply(place, encodedSums.get(place));
          arriving.add(encodedSums.get(place));
        }
        assertThat(add(jobs, answers.inOrder())).isEqualTo(expected);
        asTheyCame.add(add(jobs, arriving));
      }
      // Otherwise the order of these additions would not matter, and nothing be shown.
      assertThat(asTheyCame).hasSizeGreaterThan(10);
    }
  }
}
