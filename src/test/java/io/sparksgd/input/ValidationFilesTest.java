package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.testkit.Blocks;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.rdd.RDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validation rows from files of their own; rows to evaluate. */
class ValidationFilesTest {
  @TempDir Path dir;

  private String write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  private static TrainingInput read(String train, String validation, InputOptions.Builder options)
      throws InputException {
    return TrainingReader.read(
        SharedSpark.session(),
        List.of(train),
        new ValidationSource.Paths(List.of(validation)),
        options.build());
  }

  private static InputOptions.Builder libsvm(LabelRule rule) {
    return InputOptions.of(Format.LIBSVM, rule).partitions(1);
  }

  @Test
  void validationTakesItsFeaturesAndClassesFromTheTrainingData() throws Exception {
    String train = write("train", "0 1:1 5:1\n2 1:1\n1 1:1\n");
    String validation = write("validation", "1 2:1\n");
    try (TrainingInput input = read(train, validation, libsvm(LabelRule.CLASSES))) {
      assertThat(input.features()).isEqualTo(5);
      assertThat(input.classes()).isEqualTo(3);
      BlockSet rows = input.validation().orElseThrow();
      assertThat(Blocks.rows(rows)).containsExactly("1*1 1:1");
      assertThat(rows.features()).isEqualTo(5);
    }
  }

  @Test
  void validationIndexBeyondTheTrainingDataNamesTheOption() throws Exception {
    String train = write("train", "0 1:1 5:1\n1 1:1\n");
    String validation = write("validation", "1 6:1\n");
    assertThatThrownBy(() -> read(train, validation, libsvm(LabelRule.BINARY).dropBadRows()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid validation data: "
                + validation
                + " has 6 features (allowed: 5 as in the training data; data.num-features overrides"
                + " it)");
    try (TrainingInput input = read(train, validation, libsvm(LabelRule.BINARY).numFeatures(6))) {
      assertThat(input.train().features()).isEqualTo(6);
    }
  }

  @Test
  void validationLabelBeyondTheClassesIsAnError() throws Exception {
    String train = write("train", "0 1:1\n1 1:1\n");
    String validation = write("validation", "2 1:1\n");
    assertThatThrownBy(() -> read(train, validation, libsvm(LabelRule.CLASSES)))
        .hasMessage(
            "Invalid label in the validation data: 2 (allowed: 0 .. 1, the classes of the training"
                + " data; model.classes overrides it)");
  }

  @Test
  void binaryLabelsAreTheSameInBothFiles() throws Exception {
    String train = write("train", "-1 1:1\n1 1:1\n");
    String same = write("same", "1 1:1\n");
    String other = write("other", "0 1:1\n1 1:1\n");
    try (TrainingInput input = read(train, same, libsvm(LabelRule.BINARY))) {
      assertThat(Blocks.rows(input.train())).containsExactly("0*1 0:1", "1*1 0:1");
    }
    assertThatThrownBy(() -> read(train, other, libsvm(LabelRule.BINARY)))
        .hasMessage("Invalid labels: found -1, 0, 1 (allowed: 0 and 1, or -1 and 1)");
  }

  @Test
  void badRowsOfBothFilesCount() throws Exception {
    String train = write("train", "0 1:1\nx\n");
    String validation = write("validation", "y\n1 1:1\nz\n");
    Path quarantine = dir.resolve("quarantine");
    try (TrainingInput input =
        read(
            train, validation, libsvm(LabelRule.BINARY).quarantineBadRows(quarantine.toString()))) {
      assertThat(input.badRows()).isEqualTo(3);
    }
    assertThat(SharedSpark.session().read().json(quarantine.toString()).count()).isEqualTo(3);
    assertThatThrownBy(() -> read(train, validation, libsvm(LabelRule.BINARY)))
        .hasMessageStartingWith("Invalid row: " + train + ", line 2: ");
  }

  @Test
  void missingValidationFileIsNamed() throws Exception {
    String train = write("train", "0 1:1\n");
    assertThatThrownBy(() -> read(train, dir + "/none", libsvm(LabelRule.BINARY)))
        .hasMessageStartingWith("Invalid data: " + dir + "/none (no such file");
  }

  @Test
  void nothingStaysPersistedAfterCloseOrFailure() throws Exception {
    Map<Integer, ?> before = SharedSpark.context().getPersistentRDDs();
    String train = write("train", "0 1:1\n1 2:1\n");
    String validation = write("validation", "1 1:1\n");
    String wrong = write("wrong", "1 9:1\n");
    TrainingInput input = read(train, validation, libsvm(LabelRule.BINARY));
    RDD<BlockPartition> rows = input.train().rdd();
    assertThat(SharedSpark.context().getPersistentRDDs())
        .hasSize(before.size() + 2)
        .containsKey(rows.id());
    input.close();
    assertThatThrownBy(() -> read(train, wrong, libsvm(LabelRule.BINARY)))
        .isInstanceOf(InputException.class);
    assertThat(SharedSpark.context().getPersistentRDDs().keySet()).isEqualTo(before.keySet());
  }

  @Test
  void labelledRowsAreReadForAGivenModel() throws Exception {
    String path = write("test", "-1 1:1\n1 2:1\nx\n");
    InputOptions.Builder options = libsvm(LabelRule.BINARY).numFeatures(4);
    try (LabelledInput input =
        LabelledReader.read(SharedSpark.session(), List.of(path), options.dropBadRows().build())) {
      assertThat(Blocks.rows(input.rows())).containsExactly("0*1 0:1", "1*1 1:1");
      assertThat(input.rows().features()).isEqualTo(4);
      assertThat(input.badRows()).isEqualTo(1);
    }
    InputOptions narrow = libsvm(LabelRule.BINARY).numFeatures(1).build();
    assertThatThrownBy(() -> LabelledReader.read(SharedSpark.session(), List.of(path), narrow))
        .hasMessageStartingWith(
            "Invalid row: "
                + path
                + ", line 2: index 2 (allowed: up to 1, the number of features)");
  }
}
