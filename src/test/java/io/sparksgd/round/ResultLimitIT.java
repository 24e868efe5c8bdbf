package io.sparksgd.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sparksgd.config.CompressionConfig;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.exchange.Wires;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.Round;
import io.sparksgd.sample.FullSampler;
import io.sparksgd.task.RunSetting;
import io.sparksgd.testkit.FaultJobs;
import io.sparksgd.testkit.OwnSpark;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Answers that Spark would not let through are found before the first step. */
class ResultLimitIT {
  private static final int FEATURES = 20_000;
  private static final int ROWS = 40;

  /** 80,004 parameters; with Adam's memory of two values for each, 1.9 MB a partition. */
  private static final String AVERAGED = FaultJobs.localRounds("average");

  private static Objective objective() {
    return new ModelSpec.Softmax().build(FEATURES, 4, ModelSpec.Intercept.FITTED);
  }

  private static BlockSet rows(OwnSpark spark) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < ROWS; row++) {
      builder.startRow(row % 4, 1);
      builder.feature(row * 37 % FEATURES, 1);
      builder.feature(FEATURES - 1, 0.5);
    }
    RowBlock all = builder.build();
    return spark.blocks(all, 10, 10, 10, 10);
  }

  private static double[] train(BlockSet rows, String settings) {
    return FaultJobs.train(rows, objective(), 2, settings);
  }

  @Test
  void theSettingThatTheMessageAsksForIsEnough() {
    String allowed;
    try (OwnSpark spark = OwnSpark.start("local[2]", "spark.driver.maxResultSize=1m");
        BlockSet rows = rows(spark)) {
      InvalidPlanException refused =
          catchThrowableOfType(InvalidPlanException.class, () -> train(rows, AVERAGED));
      Matcher message =
          Pattern.compile(
                  "Invalid spark.driver.maxResultSize: 1m \\(allowed: at least (\\d+m), or 0 for no"
                      + " limit: 4 tasks of a round answer with up to 19200\\d\\d bytes each;.*")
              .matcher(refused.getMessage());
      assertThat(message.matches()).as(refused.getMessage()).isTrue();
      allowed = message.group(1);
      // Batches that touch few features send few values.
      assertThat(train(rows, FaultJobs.SYNCHRONOUS)).hasSize(4 * FEATURES + 4);
      assertThat(spark.log().failed()).isZero();
    }
    try (OwnSpark spark = OwnSpark.start("local[2]", "spark.driver.maxResultSize=" + allowed);
        BlockSet rows = rows(spark)) {
      assertThat(train(rows, AVERAGED)).hasSize(4 * FEATURES + 4);
    }
  }

  @Test
  void sumsOfATreeAreCountedAndNotWhatThePartitionsSend() {
    try (OwnSpark spark = OwnSpark.start("local[2]", "spark.driver.maxResultSize=2m");
        BlockSet rows = rows(spark);
        RoundJobs jobs =
            new RoundJobs(
                rows,
                new RunSetting(
                    objective(),
                    new FullSampler(rows.rows()),
                    0,
                    new Wires(CompressionConfig.NONE, objective().layout(), 0),
                    rows.firstRows(),
                    Centring.none()),
                Optional.empty(),
                AggregationDepth.byBytes(1))) {
      Round local = new Round(Round.Kind.LOCAL, 0, 0, 0, 1, 1);

      // Two groups of 640 kB; four partitions would be 2.6 MB.
      jobs.checkResults(local, 0, false);
      assertThatThrownBy(() -> jobs.checkResults(local, 500_000, false))
          .hasMessageContaining(": 2 tasks of a round answer with up to 1140032 bytes each;");
    }
  }
}
