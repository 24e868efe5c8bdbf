package io.sparksgd.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private void read(Path folder, long intervalNanos) throws Exception {
    SparkContext context = SharedSpark.session().sparkContext();
    Path file = folder.resolve("rows.txt");
    Files.write(file, Collections.nCopies(1000, "row"));
    try (ReadProgress progress = ReadProgress.of(context, err, intervalNanos)) {
      assertThat(progress).isNotNull();
      assertThat(context.textFile(file.toString(), 2).count()).isEqualTo(1000);
      // Events come by a queue of their own.
      for (int i = 0; i < 25 && !printed().contains("2 of 2"); i++) {
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
    assertThat(printed()).contains("Reading: 1,000 rows, 2 of 2 tasks");
  }

  @Test
  void shortReadsSayNothing(@TempDir Path folder) throws Exception {
    read(folder, Long.MAX_VALUE);
    assertThat(printed()).isEmpty();
  }
}
