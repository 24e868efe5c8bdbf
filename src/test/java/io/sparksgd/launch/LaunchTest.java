package io.sparksgd.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.JobConfig;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.message.Message;
import io.sparksgd.message.Wording;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.search.RaceListener;
import io.sparksgd.testkit.Jobs;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
  @TempDir private Path directory;
  private JobConfig job;

  /** 200 rows of a plane. */
  @BeforeEach
  void writeRows() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      double a = CounterRandom.gaussian(9, row, 0);
      double b = CounterRandom.gaussian(9, row, 1);
      lines.add((2 * a - b) + " 1:" + a + " 2:" + b);
    }
    Path file = Files.write(directory.resolve("train.libsvm"), lines);
    String yaml =
        "name: test\ndata: {train: "
            + file
            + ", validation-fraction: 0.2, partitions: 2}\nmodel: {kind: linear}\n"
            + "optimizer: {kind: adam, learning-rate: 0.1}\nbatch: {size: 16}\n"
            + "stop: {steps: 20}\noutput: out\n";
    job = Jobs.parse(yaml);
  }

  private FileRows files() {
    return FileRows.of(SharedSpark.session(), job);
  }

  private FrameRows frame() {
    String path = job.data().train().get(0);
    return new FrameRows(
        SharedSpark.session().read().format("libsvm").option("numFeatures", 2).load(path),
        job,
        OptionalInt.of(2),
        OptionalInt.empty());
  }

  private TrainedModel trained(RowSource rows) throws Exception {
    try (Launch launch = Launch.open(job, rows, Optional.empty())) {
      PreparedRun run = launch.prepare();
      return run.model(run.train(Optional.empty(), List.of(), RunControl.none()));
    }
  }

  @Test
  void filesAndADataFrameOfTheSameRowsGiveTheSameModel() throws Exception {
    TrainedModel ofFiles = trained(files());
    TrainedModel ofFrame = trained(frame());

    assertThat(ofFrame.weights()).containsExactly(ofFiles.weights());
    assertThat(ofFiles.input()).containsEntry("format", "libsvm");
    assertThat(ofFrame.input()).containsEntry("format", "parquet");
  }

  @Test
  void aTrialMakesTheSameStepsWithoutValidation() throws Exception {
    try (Launch launch = Launch.open(job, files(), Optional.empty())) {
      PreparedRun run = launch.prepare();
      TrainingResult whole = run.train(Optional.empty(), List.of(), RunControl.none());
      TrainingResult trial = run.trial().train(Optional.empty(), List.of(), RunControl.none());

      assertThat(whole.last().validation()).isNotEmpty();
      assertThat(trial.last().validation()).isEmpty();
      assertThat(trial.weights().last()).containsExactly(whole.weights().last());
    }
  }

  @Test
  void anInitialModelOfAnotherLayoutIsRefusedByItsName() throws Exception {
    TrainedModel wide =
        new TrainedModel(
            new ModelSpec.Linear(), ModelSpec.Intercept.FITTED, 3, 1, new double[4], Map.of());
    try (Launch launch =
        Launch.open(job, frame(), Optional.of(new InitialModel(wide, Optional.of("m"))))) {
      assertThatThrownBy(() -> launch.prepare())
          .isInstanceOf(InvalidPlanException.class)
          .hasMessage(
              "Invalid model.init: m has 4 parameters in another layout (allowed: the 3 of this"
                  + " model and data)");
    }
  }

  @Test
  void aHugeModelHasNoSearchAndAWarning() throws Exception {
    job =
        Jobs.parse(
            "data: {train: "
                + job.data().train().get(0)
                + ", num-features: 16777217}\nmodel: {kind: linear}\noutput: out\n");
    List<String> warnings = new ArrayList<>();
    RaceListener listener =
        new RaceListener() {
          @Override
          public void stage(String stage, int settings, int rows) {
            throw new AssertionError(stage);
          }

          @Override
          public void noSearch(Message why) {
            warnings.add(why.in(Wording.JOB_FILE));
          }
        };
    try (Launch launch = Launch.open(job, files(), Optional.empty())) {
      assertThat(launch.search(listener)).isEmpty();
      assertThat(launch.job().search().isRace()).isFalse();
      assertThat(launch.job().optimizer().learningRate()).isEqualTo(0.001);
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("No search for settings: the model has 16777218 parameters");
  }
}
