package io.sparksgd.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that were saved in the first format go on loading. */
class ModelFormatTest {
  private static final String MODELS = "src/test/resources/models/";

  @BeforeAll
  static void session() {
    SharedSpark.session();
  }

  @Test
  void aClassifierWithItsParams() {
    SgdClassificationModel model = SgdClassificationModel.load(MODELS + "version-1-softmax");

    assertThat(model.uid()).isEqualTo("sgdClassifier_0123456789ab");
    assertThat(model.kind()).isEqualTo("softmax");
    assertThat(model.getFeaturesCol()).isEqualTo("pixels");
    assertThat(model.getPredictionCol()).isEqualTo("prediction");
    assertThat(model.getThresholds()).containsExactly(0.5, 0.25, 0.25);
    assertThat(model.coefficientMatrix().apply(2, 0)).isEqualTo(-1);
    assertThat(model.interceptVector().toArray()).containsExactly(0.25, 0, -0.25);
    assertThat(model.predictRaw(Vectors.dense(1, 1)).toArray()).containsExactly(1.25, 2, -0.75);
    assertThatThrownBy(model::coefficients).hasMessageContaining("softmax");
  }

  @Test
  void aRegressionOfTheCommandLineWithItsColumns() {
    SgdRegressionModel model = SgdRegressionModel.load(MODELS + "version-1-linear");

    assertThat(model.kind()).isEqualTo("huber");
    assertThat(model.getFeaturesCol()).isEqualTo("vector");
    assertThat(model.getLabelCol()).isEqualTo("price");
    assertThat(model.coefficients()).isEqualTo(Vectors.dense(2, -1));
    assertThat(model.intercept()).isEqualTo(0.5);
    assertThat(model.predict(Vectors.dense(3, 1))).isEqualTo(5.5);
  }

  @Test
  void everyFlippedByteOfTheParamsIsRefusedOrChangesNothing(@TempDir Path directory)
      throws IOException {
    SgdClassificationModel saved = SgdClassificationModel.load(MODELS + "version-1-softmax");
    String folder = directory.resolve("model").toString();
    saved.save(folder);
    Path file = directory.resolve("model/metadata/part-00000");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      Files.write(file, flipped);
      if (!isRefused(folder)) {
        SgdClassificationModel loaded = SgdClassificationModel.load(folder);
        assertThat(loaded.uid()).as("byte %d", i).isEqualTo(saved.uid());
        assertThat(loaded.getThresholds()).as("byte %d", i).isEqualTo(saved.getThresholds());
        assertThat(loaded.extractParamMap().size())
            .as("byte %d", i)
            .isEqualTo(saved.extractParamMap().size());
      }
    }
  }

  private static boolean isRefused(String folder) {
    try {
      SgdClassificationModel.load(folder);
      return false;
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageStartingWith("Invalid model: ").hasMessageContaining("part-00000");
      return true;
    }
  }

  @Test
  void theOtherClassSaysWhoLoadsIt() {
    assertThatThrownBy(() -> SgdClassificationModel.load(MODELS + "version-1-linear"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is a huber model; SgdRegressionModel loads it");
    assertThatThrownBy(() -> SgdRegressionModel.load(MODELS + "version-1-softmax"))
        .hasMessageEndingWith("is a softmax model; SgdClassificationModel loads it");
    assertThatThrownBy(() -> SgdRegressionModel.load(MODELS + "nothing"))
        .hasMessageContaining("has no model.json");
  }
}
