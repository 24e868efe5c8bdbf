package io.sparksgd.input.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.data.BlockLimits;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.input.source.InputSize;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be known of files without reading them, and reading parts of them. */
class ExcerptTest {
  private static final int ROWS = 100_000;

  @TempDir private Path directory;

  private static String lines(int rows) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      text.append(row % 2).append(" 1:").append(row % 10).append(" 7:1\n");
    }
    return text.toString();
  }

  private InputSize size(String path, Format format) throws InputException {
    return InputSize.of(SharedSpark.session(), List.of(path), format);
  }

  @Test
  void linesOfASmallFileAreCounted() throws Exception {
    Path file = directory.resolve("small.libsvm");
    Files.writeString(file, lines(1000) + "1 1:1");

    assertThat(size(file.toString(), Format.LIBSVM))
        .isEqualTo(new InputSize(1, Files.size(file), 1001));
  }

  @Test
  void linesOfCompressedFilesAreEstimatedFromThreeOfThem() throws Exception {
    byte[] text = lines(1000).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 5; i++) {
      try (OutputStream out =
          new GZIPOutputStream(Files.newOutputStream(directory.resolve("part-" + i + ".gz")))) {
        out.write(text);
      }
    }
    Files.writeString(directory.resolve("_SUCCESS"), "not data");

    InputSize size = size(directory.toString(), Format.LIBSVM);
    assertThat(size.files()).isEqualTo(5);
    assertThat(size.rows()).isEqualTo(5000);
  }

  @Test
  void theRestOfALargeFileIsEstimated() throws Exception {
    Path file = directory.resolve("large.libsvm");
    String text = lines(ROWS);
    Files.writeString(file, text.repeat(6));

    // 4 MiB are looked at, of some 6 MB.
    assertThat(Files.size(file)).isGreaterThan(5L << 20);
    assertThat(size(file.toString(), Format.LIBSVM).rows())
        .isBetween((long) (6 * ROWS * 0.99), (long) (6 * ROWS * 1.01));
  }

  @Test
  void parquetFilesSayHowManyRowsTheyHave() throws Exception {
    SparkSession spark = SharedSpark.session();
    String path = directory.resolve("rows.parquet").toString();
    spark.range(1234).write().parquet(path);

    assertThat(size(path, Format.PARQUET).rows()).isEqualTo(1234);
  }

  @Test
  void missingFilesAreNamed() {
    assertThatThrownBy(() -> size(directory.resolve("none").toString(), Format.CSV))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void anExcerptHasTheFirstRowsOfItsSplitsAndNoMoreThanABlockMore()
      throws IOException, InputException {
    for (int i = 0; i < 3; i++) {
      Files.writeString(directory.resolve("part-" + i + ".libsvm"), lines(ROWS / 2));
    }
    InputOptions options = InputOptions.of(Format.LIBSVM, LabelRule.CLASSES).partitions(2).build();
    try (TrainingInput some =
        TrainingReader.excerpt(
            SharedSpark.session(),
            List.of(directory.toString()),
            new ValidationSource.None(),
            options,
            9000)) {
      assertThat(some.train().rows()).isBetween(9000L, 9000L + 2 * BlockLimits.ROWS);
      assertThat(some.train().partitions()).isEqualTo(2);
      assertThat(some.features()).isEqualTo(7);
    }
  }
}
