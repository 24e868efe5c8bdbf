package io.sparksgd.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.parse.ConfigException;
import io.sparksgd.config.parse.JobParser;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.objective.CustomModel;
import io.sparksgd.objective.GradientCheck;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A model of one's own, with what anybody can import. */
class TwoTowersTest {
  private static final Objective OBJECTIVE =
      new TwoTowers().build(7, 2, ModelSpec.Intercept.NONE, Map.of("users", "3", "width", "2"));

  private static RowBlock rows() {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < 20; row++) {
      builder.startRow(row % 2, 0.5 + row % 3);
      for (int j = row % 2; j < 7; j += 2) {
        builder.feature(j, CounterRandom.gaussian(1, row, j));
      }
    }
    return builder.build();
  }

  @Test
  void theGradientIsRight() {
    assertThat(GradientCheck.worst(OBJECTIVE, rows(), OBJECTIVE.initialParameters(1)))
        .isLessThan(1e-6);
  }

  /** A gradient that forgets something is found. */
  @Test
  void aWrongGradientIsFound() {
    Objective wrong = new WrongTowers(OBJECTIVE);
    assertThat(GradientCheck.worst(wrong, rows(), wrong.initialParameters(1))).isGreaterThan(0.1);
  }

  @Test
  void theDocumentationShowsThisModel() throws Exception {
    String code = Files.readString(Path.of("src/test/java/io/sparksgd/example/TwoTowers.java"));
    String page = Files.readString(Path.of("src/docs/own-model.md"));
    assertThat(page).contains(code.substring(code.indexOf("public final class TwoTowers")).strip());
  }

  private static ModelSpec parse(String model) throws ConfigException {
    String yaml = "data: {train: a.libsvm}\noutput: out/a\nmodel: " + model + "\n";
    return JobParser.parse(yaml, "job.yaml", List.of()).model().spec();
  }

  @Test
  void aJobFileNamesTheClass() throws ConfigException {
    ModelSpec spec =
        parse("{kind: custom, class: io.sparksgd.example.TwoTowers, settings: {users: 3}}");
    assertThat(spec)
        .isEqualTo(new ModelSpec.Custom("io.sparksgd.example.TwoTowers", Map.of("users", "3")));
    assertThat(spec.build(7, 2, ModelSpec.Intercept.NONE).layout().size()).isEqualTo(7 * 8);
  }

  @Test
  void aClassThatIsNoModelIsAnErrorAndIsNotRun() {
    assertThatThrownBy(() -> parse("{kind: custom, class: no.such.Model}"))
        .hasMessageContaining(
            "Invalid model.class: no.such.Model (allowed: a class on the class path)");
    assertThatThrownBy(() -> parse("{kind: custom, class: io.sparksgd.example.TwoTowersTest$Mine}"))
        .hasMessageContaining("(allowed: a class that implements " + CustomModel.class.getName());
    assertThat(RAN).isFalse();
    assertThatThrownBy(
            () -> parse("{kind: custom, class: io.sparksgd.example.TwoTowersTest$Hidden}"))
        .hasMessageContaining("(allowed: a public class with a public constructor");
    assertThatThrownBy(() -> parse("{kind: custom}")).hasMessageContaining("Missing model.class");
  }

  /** Tells whether the class below was initialised. */
  private static final AtomicBoolean RAN = new AtomicBoolean();

  /** No model. */
  static final class Mine {
    static {
      RAN.set(true);
    }

    private Mine() {}
  }

  /** A model that cannot be made. */
  private static final class Hidden implements CustomModel {
    @Override
    public Objective.Task task() {
      return Objective.Task.BINARY;
    }

    @Override
    public Objective build(
        int features, int classes, ModelSpec.Intercept intercept, Map<String, String> settings) {
      return OBJECTIVE;
    }
  }
}
