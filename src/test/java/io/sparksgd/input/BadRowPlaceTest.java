package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a bad row is: in files that Spark splits, and in files with odd names. */
class BadRowPlaceTest {
  private static final int LINES = 1000;
  private static final int FIRST_BAD = 777;

  @TempDir Path dir;

  private static SparkSession smallSplits() {
    SparkSession session = SharedSpark.session().newSession();
    session.conf().set("spark.sql.files.maxPartitionBytes", 1000);
    session.conf().set("spark.sql.files.openCostInBytes", 0);
    return session;
  }

  private static String good(Format format, int line) {
    return switch (format) {
      case LIBSVM -> "1 1:" + line;
      case CSV -> line == 1 ? "label,features" : "1," + line;
      default -> "{\"label\":1,\"features\":[" + line + "]}";
    };
  }

  private void write(Format format, String name) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 1; line <= LINES; line++) {
      boolean bad = line >= FIRST_BAD && (line - FIRST_BAD) % 100 == 0;
      // Blank lines count as lines.
      text.append(line % 50 == 7 ? "" : bad ? "oops" : good(format, line)).append('\n');
    }
    Files.writeString(dir.resolve(name), text);
  }

  private static InputOptions.Builder options(Format format) {
    return InputOptions.of(format, LabelRule.NUMBER);
  }

  private void read(InputOptions options) throws InputException {
    TrainingReader.read(
            smallSplits(), List.of(dir.toString()), new ValidationSource.None(), options)
        .close();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIBSVM", "CSV", "JSON"})
  void firstBadLineIsFoundInSplitFiles(Format format) throws Exception {
    write(format, "b.txt");
    write(format, "a.txt");
    assertThatThrownBy(() -> read(options(format).build()))
        .hasMessageStartingWith("Invalid row: " + dir + "/a.txt, line " + FIRST_BAD + ": ");
  }

  @Test
  void quarantineNumbersTheRowsOfSplitFiles(@TempDir Path other) throws Exception {
    write(Format.LIBSVM, "a.txt");
    write(Format.LIBSVM, "b.txt");
    String quarantine = other.resolve("quarantine").toString();
    read(options(Format.LIBSVM).quarantineBadRows(quarantine).build());
    assertThat(
            SharedSpark.session()
                .read()
                .json(quarantine)
                .orderBy("file", "row")
                .collectAsList()
                .stream()
                .map(row -> row.<String>getAs("file") + " " + row.<Long>getAs("row")))
        .containsExactly(
            dir + "/a.txt 777",
            dir + "/a.txt 877",
            dir + "/a.txt 977",
            dir + "/b.txt 777",
            dir + "/b.txt 877",
            dir + "/b.txt 977");
  }

  @Test
  void pathsWithSpacesAndPercentSignsAreShownAsWritten() throws Exception {
    String name = "my file 100%20é.libsvm";
    Files.writeString(dir.resolve(name), "1 1:1\n\noops\n");
    assertThatThrownBy(() -> read(options(Format.LIBSVM).build()))
        .hasMessageStartingWith("Invalid row: " + dir + "/" + name + ", line 3: ");
  }
}
