package io.sparksgd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFolderTest {
  @TempDir private Path directory;
  private final Configuration configuration = new Configuration();

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(new ModelSpec.Linear(), 0, Intercept.FITTED),
        Arguments.of(new ModelSpec.Logistic(), 2, Intercept.NONE),
        Arguments.of(new ModelSpec.Softmax(), 4, Intercept.FITTED),
        Arguments.of(new ModelSpec.Hinge(), 2, Intercept.FITTED),
        Arguments.of(new ModelSpec.Huber(1.25), 0, Intercept.FITTED),
        Arguments.of(new ModelSpec.Quantile(0.9), 0, Intercept.NONE),
        Arguments.of(new ModelSpec.Poisson(), 0, Intercept.FITTED));
  }

  private static TrainedModel model(ModelSpec spec, int classes, Intercept intercept) {
    double[] weights = new double[spec.build(5, classes, intercept).layout().size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.sin(i) * Math.pow(10, i % 7 - 3);
    }
    Map<String, Object> input = Map.of("label", "y", "features", List.of("a", "b"));
    return new TrainedModel(spec, intercept, 5, classes, weights, input);
  }

  private org.apache.hadoop.fs.Path place(String name) {
    return new org.apache.hadoop.fs.Path(directory.resolve(name).toString());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsSavedComesBackBitForBit(ModelSpec spec, int classes, Intercept intercept)
      throws IOException {
    TrainedModel model = model(spec, classes, intercept);
    ModelFolder.save(model, place("model"), configuration);

    TrainedModel loaded = ModelFolder.load(place("model"), configuration);

    assertThat(loaded.weights()).containsExactly(model.weights());
    assertThat(loaded.spec()).isEqualTo(spec);
    assertThat(loaded.intercept()).isEqualTo(intercept);
    assertThat(loaded.features()).isEqualTo(5);
    assertThat(loaded.classes()).isEqualTo(classes);
    assertThat(loaded.input()).isEqualTo(model.input());
    try (Stream<Path> files = Files.list(directory.resolve("model"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("model.json", "weights.bin");
    }
  }

  @Test
  void columnsAndThresholdsComeBack() throws IOException {
    FittedFeatures columns =
        new FittedFeatures(
            new FeaturesConfig(
                List.of("n"), FeaturesConfig.Scale.STANDARD, List.of("c"), List.of("h"), 2),
            List.of(1.5),
            List.of(0.25),
            List.of(List.of("a \"quoted\" one", "\u00fc\n")));
    TrainedModel model =
        model(new ModelSpec.Logistic(), 2, Intercept.FITTED)
            .withColumns(columns)
            .withThresholds(0.25, 0.75);
    ModelFolder.save(model, place("model"), configuration);

    TrainedModel loaded = ModelFolder.load(place("model"), configuration);

    assertThat(loaded.columns()).contains(columns);
    assertThat(loaded.thresholds()).containsExactly(0.25, 0.75);
    assertThat(Files.readString(directory.resolve("model/model.json"))).contains("\"version\" : 2");
  }

  @Test
  void columnsOfAnotherSizeAndThresholdsOfOtherClassesAreErrors() {
    TrainedModel model = model(new ModelSpec.Logistic(), 2, Intercept.FITTED);
    FittedFeatures two =
        new FittedFeatures(
            new FeaturesConfig(
                List.of("a", "b"), FeaturesConfig.Scale.NONE, List.of(), List.of(), 9),
            List.of(),
            List.of(),
            List.of());

    assertThatThrownBy(() -> model.withColumns(two))
        .hasMessage("Invalid features: 2 of columns (allowed: 5)");
    assertThatThrownBy(() -> model.withThresholds(1, 1, 1))
        .hasMessage("Invalid thresholds: 3 numbers (allowed: 2, one for each class)");
    assertThatThrownBy(() -> new FittedFeatures(two.columns(), List.of(1.0), List.of(), List.of()))
        .hasMessage("Invalid features: 1 means (allowed: 0)");
  }

  @Test
  void theRunFolderAroundAModelWillDo() throws IOException {
    TrainedModel model = model(new ModelSpec.Linear(), 0, Intercept.FITTED);
    Files.createDirectory(directory.resolve("run"));
    ModelFolder.save(model, place("run/model"), configuration);

    assertThat(ModelFolder.load(place("run"), configuration).weights())
        .containsExactly(model.weights());
  }

  @Test
  void anExistingFolderIsNotOverwritten() throws IOException {
    TrainedModel model = model(new ModelSpec.Linear(), 0, Intercept.FITTED);
    ModelFolder.save(model, place("model"), configuration);

    assertThatThrownBy(() -> ModelFolder.save(model, place("model"), configuration))
        .hasMessageContaining("exists already");
  }

  @Test
  void nothingAppearsWhenWritingFails() throws IOException {
    WholeFiles files = WholeFiles.of(place("x"), configuration);

    assertThatThrownBy(
            () ->
                files.folder(
                    place("x"),
                    folder -> {
                      files.file(new org.apache.hadoop.fs.Path(folder, "a"), out -> out.write(1));
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFolderThatIsNoModelIsAnError() {
    assertThatThrownBy(() -> ModelFolder.load(place("nothing"), configuration))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("has no model.json");
  }

  @ParameterizedTest
  @MethodSource("damagedDescriptions")
  void aDamagedDescriptionIsAnError(String json, String message) throws IOException {
    ModelFolder.save(
        model(new ModelSpec.Linear(), 0, Intercept.FITTED), place("model"), configuration);
    Files.writeString(directory.resolve("model/model.json"), json);

    assertThatThrownBy(() -> ModelFolder.load(place("model"), configuration))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> damagedDescriptions() {
    return Stream.of(
        Arguments.of("{", "is not JSON"),
        Arguments.of("{}", "is not a model description"),
        Arguments.of(
            "{\"format\":\"spark-sgd-model\",\"version\":9}", "has version 9 (allowed: 1, 2)"),
        described("", "no model"),
        described(",\"model\":{\"kind\":\"oracle\"}", "Invalid model kind: oracle"),
        described(
            ",\"model\":{\"kind\":\"linear\"},\"features\":\"many\",\"classes\":0",
            "Invalid model description: features many"),
        described(
            ",\"model\":{\"kind\":\"linear\"},\"intercept\":true,\"features\":5,\"classes\":0,"
                + "\"columns\":{\"hash-size\":\"x\"}",
            "Invalid features: categories is not a list"),
        described(
            ",\"model\":{\"kind\":\"linear\"},\"intercept\":true,\"features\":5,\"classes\":0,"
                + "\"thresholds\":[1,1]",
            "Invalid thresholds: 2 numbers (allowed: none here)"),
        described(
            ",\"model\":{\"kind\":\"linear\"},\"intercept\":true,\"features\":50,\"classes\":0",
            "Invalid weights: 6 values (allowed: 51)"));
  }

  /** A description without a checksum, of the weights that {@link #model} makes. */
  private static Arguments described(String fields, String message) {
    double[] weights = model(new ModelSpec.Linear(), 0, Intercept.FITTED).weights();
    String digest = WeightsFile.digest(weights);
    return Arguments.of(
        "{\"format\":\"spark-sgd-model\",\"version\":1,\"weights-digest\":\""
            + digest
            + "\""
            + fields
            + "}",
        message);
  }

  @Test
  void theDigestIsThatOfTheBigEndianBits() {
    // printf '\x3f\xf0\x00\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x00' | sha256sum
    assertThat(WeightsFile.digest(new double[] {1, -2}))
        .isEqualTo("5834662b095f600a4c76e8ad5abb3acb011451c6f09f431c659f325e53505fc4");
  }
}
