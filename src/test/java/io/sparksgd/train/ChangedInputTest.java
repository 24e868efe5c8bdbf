package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.blocks.ChangedInputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are lost in the middle of a run and made again must be the same. */
class ChangedInputTest {
  private static final AtomicLong CALLS = new AtomicLong();

  @TempDir private Path directory;

  private static InputOptions options(Format format) {
    return InputOptions.of(format, LabelRule.NUMBER).features("x").partitions(2).build();
  }

  /** Five steps; after the third the rows are lost. */
  private static double[] train(BlockSet rows, Runnable meanwhile) {
    Objective objective =
        new ModelSpec.Linear().build(rows.features(), 0, ModelSpec.Intercept.FITTED);
    TrainingListener losing =
        event -> {
          if (event instanceof StepDone done && done.step() == 3) {
            meanwhile.run();
            lose(rows);
          }
        };
    return new Trainer(
            TestRuns.plan(objective, "batch: {full: true}", "stop: {steps: 5}"), List.of(losing))
        .fit(rows, Optional.empty(), new double[objective.layout().size()])
        .weights()
        .last();
  }

  /** As the executors do that held the blocks, and the outputs of the stages before. */
  private static void lose(BlockSet rows) {
    SparkEnv.get().blockManager().master().removeRdd(rows.rdd().id(), true);
    MapOutputTrackerMaster outputs = (MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker();
    for (int shuffle = 0; shuffle < 10_000; shuffle++) {
      if (outputs.containsShuffle(shuffle)) {
        outputs.unregisterAllMapAndMergeOutput(shuffle);
      }
    }
  }

  private TrainingInput read(Path file) throws Exception {
    return read(file, OptionalLong.empty());
  }

  private TrainingInput read(Path file, OptionalLong spread) throws Exception {
    return TrainingReader.read(
        SharedSpark.session(),
        List.of(file.toString()),
        new ValidationSource.None(),
        InputOptions.of(Format.LIBSVM, LabelRule.NUMBER).partitions(2).spread(spread).build());
  }

  private static String rows(String lastValue) {
    return "1 1:1\n2 1:2\n3 1:3\n4 1:" + lastValue + "\n";
  }

  private Path file() throws IOException {
    return Files.writeString(directory.resolve("rows.libsvm"), rows("4"));
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void lostRowsAreMadeAgainAndTheRunGoesOn() throws Exception {
    try (TrainingInput input = read(file())) {
      double[] undisturbed = train(input.train(), () -> {});

      assertThat(train(input.train(), () -> {})).containsExactly(undisturbed);
    }
  }

  @Test
  void aFileWithAnotherValueIsNamed() throws Exception {
    Path file = file();
    try (TrainingInput input = read(file)) {
      assertThatThrownBy(() -> train(input.train(), () -> write(file, rows("5"))))
          .isInstanceOf(TrainingFailedException.class)
          .hasCauseInstanceOf(ChangedInputException.class)
          .cause()
          .hasMessageStartingWith(
              "Invalid data: "
                  + file
                  + " has changed since it was read: partition 1 had 2 rows and now has other"
                  + " values (input must");
    }
  }

  @Test
  void aFileWithARowLessIsNamed() throws Exception {
    Path file = file();
    try (TrainingInput input = read(file)) {
      assertThatThrownBy(() -> train(input.train(), () -> write(file, "1 1:1\n2 1:2\n3 1:3\n")))
          .cause()
          .hasMessageContaining(
              file + " has changed since it was read: partition 1 had 2 rows and");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 7})
  void aFileWithARowMoreIsNamedWhateverThePlacement(long seed) throws Exception {
    Path file = file();
    OptionalLong spread = seed < 0 ? OptionalLong.empty() : OptionalLong.of(seed);
    try (TrainingInput input = read(file, spread)) {
      assertThatThrownBy(() -> train(input.train(), () -> write(file, rows("4") + "5 1:5\n")))
          .isInstanceOf(TrainingFailedException.class)
          .cause()
          .isInstanceOf(ChangedInputException.class)
          .hasMessageContaining(
              "Invalid data: "
                  + file
                  + " has changed since it was read: it had 4 rows and now has"
                  + " more (input must");
    }
  }

  @Test
  void lostSpreadRowsAreMadeAgainAndTheRunGoesOn() throws Exception {
    try (TrainingInput input = read(file(), OptionalLong.of(7))) {
      double[] undisturbed = train(input.train(), () -> {});

      assertThat(train(input.train(), () -> {})).containsExactly(undisturbed);
    }
  }

  @Test
  void aDataFrameThatIsDrawnAnewAtEachReadIsNamed() throws Exception {
    Dataset<Row> drawn =
        SharedSpark.session()
            .range(0, 10, 1, 2)
            .map(
                (MapFunction<Long, Double>) id -> (double) id + CALLS.incrementAndGet() * 1e-3,
                Encoders.DOUBLE())
            .selectExpr("value AS x", "1.0 AS label");
    try (TrainingInput input =
        TrainingReader.read(drawn, new ValidationSource.None(), options(Format.PARQUET))) {
      assertThatThrownBy(() -> train(input.train(), () -> {}))
          .cause()
          .isInstanceOf(ChangedInputException.class)
          .hasMessageContaining("Invalid data: the data has changed since it was read: partition ")
          .hasMessageContaining("write random or changing rows");
    }
  }
}
