package io.sparksgd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.objective.Activation;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.ModelSpec.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the files of a model, none loads as another one. */
class ModelDamageTest {
  private static final List<String> FILES = List.of("model.json", "weights.bin");

  @TempDir private Path directory;
  private final Configuration configuration = new Configuration();

  static Stream<ModelSpec> kinds() {
    return Stream.of(
        new ModelSpec.Quantile(0.9),
        new ModelSpec.FactorizationMachine(2, Output.HUBER, 1.5, 0.01),
        new ModelSpec.Mlp(List.of(2), Activation.TANH, Output.SOFTMAX, 1, 0.25, 0.1));
  }

  private static TrainedModel model(ModelSpec spec, double start) {
    double[] weights = new double[spec.build(3, 2, Intercept.FITTED).layout().size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.sin(start + i);
    }
    Map<String, Object> input = Map.of("label", "y", "features", List.of("a", "b", "c"));
    return new TrainedModel(spec, Intercept.FITTED, 3, 2, weights, input);
  }

  private TrainedModel load() throws IOException {
    return ModelFolder.load(hadoop("model"), configuration);
  }

  private org.apache.hadoop.fs.Path hadoop(String name) {
    return new org.apache.hadoop.fs.Path(directory.resolve(name).toString());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyFlippedByteIsRefused(ModelSpec spec) throws IOException {
    ModelFolder.save(model(spec, 0), hadoop("model"), configuration);
    for (String name : FILES) {
      Path file = directory.resolve("model").resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < whole.length; i++) {
        byte[] flipped = whole.clone();
        int mask = i % 3 == 0 ? 0xFF : 1 << (i % 8);
        flipped[i] ^= (byte) mask;
        Files.write(file, flipped);
        refused("%s, byte %d with %x".formatted(name, i, mask));
      }
      Files.write(file, whole);
    }
    assertThat(load().weights()).isEqualTo(model(spec, 0).weights());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyTruncationAndEveryLongerFileIsRefused(ModelSpec spec) throws IOException {
    ModelFolder.save(model(spec, 0), hadoop("model"), configuration);
    for (String name : FILES) {
      Path file = directory.resolve("model").resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length <= whole.length + 3; length++) {
        if (length != whole.length) {
          Files.write(file, Arrays.copyOf(whole, length));
          refused("%s of %d bytes".formatted(name, length));
        }
      }
      Files.write(file, whole);
    }
    assertThat(load().spec()).isEqualTo(spec);
  }

  private void refused(String damage) {
    assertThatThrownBy(this::load)
        .as(damage)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("Invalid ")
        .hasMessageContaining(directory.toString());
  }

  @Test
  void theWeightsOfAnotherModelAreRefused() throws IOException {
    ModelSpec spec = new ModelSpec.Linear();
    ModelFolder.save(model(spec, 0), hadoop("model"), configuration);
    ModelFolder.save(model(spec, 1), hadoop("other"), configuration);
    Files.copy(directory.resolve("other/weights.bin"), directory.resolve("weights.bin"));
    Files.move(
        directory.resolve("weights.bin"),
        directory.resolve("model/weights.bin"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(this::load)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith("weights.bin are not the weights of its model.json");
  }

  @Test
  void aChangedDescriptionIsRefusedAlsoWhenItIsWellFormed() throws IOException {
    ModelFolder.save(model(new ModelSpec.Quantile(0.9), 0), hadoop("model"), configuration);
    Path file = directory.resolve("model/model.json");
    String json = Files.readString(file);

    Files.writeString(file, json.replace("0.9", "0.8"));
    assertThatThrownBy(this::load).hasMessageEndingWith("(its content does not fit its checksum)");
    Files.writeString(file, json.replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]+\"", ""));
    assertThatThrownBy(this::load).hasMessageEndingWith("is damaged (it has no checksum)");
    Files.writeString(file, json.replaceAll("\\s+", " "));
    assertThat(load().spec()).isEqualTo(new ModelSpec.Quantile(0.9));
  }

  /** Written with a right checksum, as somebody who wants to do harm would. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"linear\"},\"features\":null,\"classes\":2",
        "{\"kind\":\"linear\"},\"features\":-1,\"classes\":2",
        "{\"kind\":\"linear\"},\"features\":2147483647,\"classes\":2",
        "{\"kind\":\"linear\"},\"features\":99999999999,\"classes\":2",
        "{\"kind\":\"linear\"},\"features\":3,\"classes\":1e9",
        "{\"kind\":\"softmax\"},\"features\":3,\"classes\":2147483647",
        "{\"kind\":\"mlp\"},\"features\":3,\"classes\":2",
        "{\"kind\":\"mlp\",\"hidden\":[2147483647],\"activation\":\"tanh\",\"output\":\"linear\","
            + "\"dropout\":0},\"features\":3,\"classes\":2",
        "{\"kind\":\"custom\",\"class\":\"javax.script.ScriptEngineManager\"},\"features\":3,"
            + "\"classes\":2",
        "{\"kind\":\"custom\"},\"features\":3,\"classes\":2",
        "[],\"features\":3,\"classes\":2",
        "7,\"features\":3,\"classes\":2"
      })
  void impossibleDescriptionsAreRefused(String fields) throws IOException {
    ModelFolder.save(model(new ModelSpec.Linear(), 0), hadoop("model"), configuration);
    Path file = directory.resolve("model/model.json");
    Files.writeString(
        file,
        "{\"format\":\"spark-sgd-model\",\"version\":1,\"weights-digest\":\""
            + WeightsFile.digest(load().weights())
            + "\",\"intercept\":true,\"model\":"
            + fields
            + "}");

    assertThatThrownBy(this::load)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("Invalid model: ");
  }

  @Test
  void aDescriptionWithoutAnEndIsRefusedBeforeItFillsTheMemory() throws IOException {
    ModelFolder.save(model(new ModelSpec.Linear(), 0), hadoop("model"), configuration);
    Files.writeString(directory.resolve("model/model.json"), " ".repeat((64 << 20) + 1));

    assertThatThrownBy(this::load)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith("model.json is longer than 67108864 bytes");
  }
}
