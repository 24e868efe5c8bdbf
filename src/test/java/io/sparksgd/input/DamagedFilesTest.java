package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.testkit.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.io.compress.Lz4Codec;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.apache.hadoop.util.ReflectionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage of compressed files is told; no row is lost in silence. */
class DamagedFilesTest {
  private static final int ROWS = 40_000;

  @TempDir Path dir;

  @BeforeAll
  static void quiet() {
    SharedSpark.context().setLogLevel("OFF");
  }

  @AfterAll
  static void loud() {
    SharedSpark.context().setLogLevel("WARN");
  }

  private static byte[] rows(Class<? extends CompressionCodec> type) throws IOException {
    CompressionCodec codec = ReflectionUtils.newInstance(type, new Configuration());
    Random random = new Random(1);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(packed)) {
      for (int row = 0; row < ROWS; row++) {
        out.write(
            (row + " 1:" + random.nextDouble() + " 2:" + random.nextDouble() + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    return packed.toByteArray();
  }

  private long read(String name, byte[] content) throws Exception {
    return read(Files.write(dir.resolve(name), content));
  }

  private long read(Path file) throws Exception {
    InputOptions options = InputOptions.of(Format.LIBSVM, LabelRule.NUMBER).partitions(2).build();
    try (TrainingInput input =
        TrainingReader.read(
            SharedSpark.session(),
            List.of(file.toString()),
            new ValidationSource.None(),
            options)) {
      return input.train().rows();
    }
  }

  private void refused(String name, byte[] content) {
    assertThatThrownBy(() -> read(name, content))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid data: cannot read " + dir.resolve(name) + ": ")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  private static byte[] flipped(byte[] file, int bit) {
    byte[] damaged = file.clone();
    damaged[bit / 8] ^= (byte) (0x80 >>> bit % 8);
    return damaged;
  }

  private static byte[] twice(byte[] file) {
    byte[] both = Arrays.copyOf(file, file.length * 2);
    System.arraycopy(file, 0, both, file.length, file.length);
    return both;
  }

  @Test
  void damagedBzip2IsRefusedAndConcatenatedOneIsRead() throws Exception {
    byte[] file = rows(BZip2Codec.class);
    assertThat(read("good.bz2", file)).isEqualTo(ROWS);
    assertThat(read("twice.bz2", twice(file))).isEqualTo(2 * ROWS);
    int next = secondBlock(file);
    for (int bit :
        List.of(0, 40, next, next + 47, next + 60, file.length * 8 - 70, file.length * 4)) {
      refused("flipped-" + bit + ".bz2", flipped(file, bit));
    }
    refused("half.bz2", Arrays.copyOf(file, file.length / 2));
    refused("more.bz2", Arrays.copyOf(file, file.length + 20));
    refused("text.bz2", "1 1:1\n0 1:2\n".getBytes(StandardCharsets.UTF_8));
  }

  /** The bit where the magic of the second block begins. */
  private static int secondBlock(byte[] file) {
    long window = 0;
    for (int bit = 0; bit < file.length * 8; bit++) {
      window = (window << 1 | (file[bit / 8] >>> (7 - bit % 8) & 1)) & 0xffffffffffffL;
      if (window == 0x314159265359L && bit > 200) {
        return bit - 47;
      }
    }
    throw new AssertionError("one block only");
  }

  @Test
  void damagedGzipIsRefusedAndConcatenatedOneIsRead() throws Exception {
    byte[] file = rows(GzipCodec.class);
    assertThat(read("good.gz", file)).isEqualTo(ROWS);
    assertThat(read("twice.gz", twice(file))).isEqualTo(2 * ROWS);
    for (int bit : List.of(0, file.length * 4, file.length * 8 - 60, file.length * 8 - 10)) {
      refused("flipped-" + bit + ".gz", flipped(file, bit));
    }
    refused("half.gz", Arrays.copyOf(file, file.length / 2));
    byte[] more = Arrays.copyOf(file, file.length + 20);
    Arrays.fill(more, file.length, more.length, (byte) 'x');
    refused("more.gz", more);
    refused("text.gz", "1 1:1\n0 1:2\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void damagedBlocksOfBzip2AreCalledSo() throws Exception {
    byte[] file = rows(BZip2Codec.class);

    assertThatThrownBy(() -> read("content.bz2", flipped(file, file.length * 4)))
        .hasMessageContaining("content.bz2: the bzip2 file is damaged: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "bz2"})
  void theDamagedFileOfAFolderIsNamed(String codec) throws Exception {
    byte[] file = rows(codec.equals("gz") ? GzipCodec.class : BZip2Codec.class);
    Path folder = Files.createDirectories(dir.resolve("many files"));
    for (String name : List.of("a", "b ü", "c")) {
      Files.write(
          folder.resolve(name + "." + codec),
          name.startsWith("b") ? flipped(file, file.length * 4) : file);
    }

    // Spark 3.5 does not tell which file of the folder it was.
    boolean tells = !SharedSpark.context().version().startsWith("3.");
    Path blamed = tells ? folder.resolve("b ü." + codec) : folder;
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid data: cannot read " + blamed + ": ");
  }

  @Test
  void snappyAndLz4WithoutTheirEndAreRefused() throws Exception {
    whole("snappy", rows(SnappyCodec.class));
    whole("lz4", rows(Lz4Codec.class));
  }

  /** Hadoop's reader ends at any end, also where a block of nothing is. */
  private void whole(String name, byte[] file) throws Exception {
    assertThat(read("good." + name, file)).isEqualTo(ROWS);
    assertThat(read("twice." + name, twice(file))).isEqualTo(2 * ROWS);
    int block = 8 + ByteBuffer.wrap(file).getInt(4);
    for (int end : List.of(2, 6, block, block - 1, file.length - 1)) {
      if (end != block) {
        refused("to-" + end + "." + name, Arrays.copyOf(file, end));
      }
      byte[] more = Arrays.copyOf(file, end + 8);
      Arrays.fill(more, end, end + 8, (byte) 0);
      refused("zeros-" + end + "." + name, more);
    }
    refused("text." + name, "1 1:1\n0 1:2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(read("oneblock." + name, Arrays.copyOf(file, block))).isLessThan(ROWS);
  }
}
