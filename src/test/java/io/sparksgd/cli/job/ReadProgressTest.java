package io.sparksgd.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.testkit.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private void read(Path folder, long intervalNanos) throws Exception {
    SparkContext context = SharedSpark.session().sparkContext();
    Path file = folder.resolve("rows.libsvm");
    Files.write(file, Collections.nCopies(1000, "1 1:1"));
    try (ReadProgress progress = ReadProgress.of(context, err, intervalNanos)) {
      assertThat(progress).isNotNull();
      InputOptions options = InputOptions.of(Format.LIBSVM, LabelRule.NUMBER).partitions(2).build();
      TrainingReader.read(
              SharedSpark.session(),
              List.of(file.toString()),
              new ValidationSource.Fraction(0.2, 1),
              options)
          .close();
      // Events come by a queue of their own.
      for (int i = 0; i < 25 && !printed().contains("4 of 4"); i++) {
        Thread.sleep(20);
      }
    }
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void rowsAndTasksAreCounted(@TempDir Path folder) throws Exception {
    read(folder, 0);
    assertThat(printed()).contains("Reading: 1,000 rows, ");
    // The rows are read once more to be packed, which is not counted.
    assertThat(printed().lines())
        .allMatch(line -> line.matches("Reading: (1,000|\\d{1,3}) rows, \\d+ of \\d+ tasks"));
  }

  @Test
  void shortReadsSayNothing(@TempDir Path folder) throws Exception {
    read(folder, Long.MAX_VALUE);
    assertThat(printed()).isEmpty();
  }
}
