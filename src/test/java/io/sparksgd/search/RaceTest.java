package io.sparksgd.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.SearchConfig;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.message.Message;
import io.sparksgd.objective.Objective;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.testkit.Jobs;
import io.sparksgd.testkit.TestRuns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final int FEATURES = 4;

  /** Two classes; one feature is a thousand times as large as the others, far from zero. */
  private static RowBlock rows(int count, long seed) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < count; row++) {
      double[] x = new double[FEATURES];
      double margin = 0;
      for (int j = 0; j < FEATURES; j++) {
        x[j] = CounterRandom.gaussian(seed, row, j);
        margin += x[j];
      }
      builder.startRow(margin + CounterRandom.gaussian(seed, row, 9) > 0 ? 1 : 0, 1);
      for (int j = 0; j < FEATURES; j++) {
        builder.feature(j, j == 0 ? 1000 * x[j] + 5000 : x[j]);
      }
    }
    return builder.build();
  }

  private static final class Setup {
    private final RowBlock pool = rows(1500, 3);
    private final RowBlock test = rows(1500, 4);
    private final Objective objective = TestRuns.logistic(FEATURES);
    private final JobConfig job;
    private final SearchFacts facts = new SearchFacts(objective, 1500, 2, FEATURES, 0.5);
    private final Map<FeatureScale, SampleScaling> scalings = new EnumMap<>(FeatureScale.class);
    private final List<String> stages = new ArrayList<>();

    Setup(String... settings) {
      job = Jobs.with(settings);
      for (FeatureScale scale : List.of(FeatureScale.NONE, FeatureScale.STANDARD)) {
        scalings.put(scale, SampleScaling.of(scale, pool, FEATURES));
      }
    }

    SearchSpace space() {
      return new SearchSpace(job, facts, List.copyOf(scalings.keySet()));
    }

    Race.Outcome run() {
      RaceRows race = RaceRows.of(pool, null, scalings);
      return new Race(
              space(),
              facts,
              RaceSize.ofPool(pool.rows()),
              objective.initialParameters(42),
              trials -> trials.stream().mapToDouble(trial -> trial.run(race)).toArray(),
              new RaceListener() {
                @Override
                public void stage(String stage, int settings, int rows) {
                  stages.add(stage + " " + settings);
                }

                @Override
                public void noSearch(Message why) {
                  throw new AssertionError(why);
                }
              })
          .run();
    }

    double lossOnTest(Candidate candidate) {
      RaceRows race = RaceRows.of(pool, test, scalings);
      RaceRows.View view = new RaceRows.View(candidate.scale(), 1500, 0, 1500, 1);
      return Trial.of(
              space().trial(candidate, 1500), objective, objective.initialParameters(42), view)
          .run(race);
    }
  }

  @Test
  void theWinnerIsNearTheBestOfAWideGrid() {
    Setup setup = new Setup();
    Race.Outcome outcome = setup.run();
    double best = Double.POSITIVE_INFINITY;
    for (Candidate candidate : setup.space().first()) {
      best = Math.min(best, setup.lossOnTest(candidate));
    }

    assertThat(outcome.best().scale()).isEqualTo(FeatureScale.STANDARD);
    assertThat(setup.lossOnTest(outcome.best())).isLessThan(1.03 * best);
    assertThat(setup.stages).first().isEqualTo("halving 30");
  }

  @Test
  void theSameRaceHasTheSameTrialsAndLosses() {
    assertThat(new Setup().run()).isEqualTo(new Setup().run());
  }

  @Test
  void theJobsOwnSettingsAreInEveryTrial() {
    Setup setup =
        new Setup(
            "optimizer: {kind: nesterov, momentum: 0.8, clip-norm: 2}",
            "batch: {size: 20}",
            "penalty: {l2: 0.001}",
            "stop: {epochs: 3}",
            "synchronize: {every: step}");
    Race.Outcome outcome = setup.run();
    JobConfig chosen = setup.space().chosen(outcome.best(), 7);

    assertThat(outcome.table())
        .allMatch(trial -> trial.candidate().rule().equals(new UpdateRule.Nesterov(0.8)))
        .allMatch(trial -> trial.candidate().batch() == 20);
    assertThat(chosen.batch()).isEqualTo(setup.job.batch());
    assertThat(chosen.penalty()).isEqualTo(setup.job.penalty());
    assertThat(chosen.stop()).isEqualTo(setup.job.stop());
    assertThat(chosen.synchronize()).isEqualTo(SynchronizeConfig.EVERY_STEP);
    assertThat(chosen.optimizer().clipNorm()).hasValue(2);
    assertThat(chosen.search()).isEqualTo(SearchConfig.NONE);
    assertThat(chosen.optimizer().learningRate()).isEqualTo(outcome.best().rate());
  }

  @Test
  void adaptiveRulesHaveRatesInTheUnitsOfTheLabels() {
    JobConfig job =
        Jobs.parse(
            "data: {train: a.libsvm}\nmodel: {kind: linear}\noutput: out\noptimizer: {kind: adam}");
    SearchFacts small = new SearchFacts(TestRuns.linear(3), 100, 1, 3, 1);
    SearchFacts large = new SearchFacts(TestRuns.linear(3), 100, 1, 3, 1000);

    double rate = new SearchSpace(job, small, List.of(FeatureScale.NONE)).first().get(0).rate();
    assertThat(new SearchSpace(job, large, List.of(FeatureScale.NONE)).first().get(0).rate())
        .isEqualTo(1000 * rate);
  }
}
