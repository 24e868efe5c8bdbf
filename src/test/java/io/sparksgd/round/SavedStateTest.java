package io.sparksgd.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.task.PartitionState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a partition's state. */
class SavedStateTest {
  private static final Configuration LOCAL = new Configuration();

  static {
    // Checksums of the file system would find what the file's own must find.
    LOCAL.setBoolean("fs.file.impl.disable.cache", true);
    LOCAL.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
  }

  private static final PartitionState STATE =
      new PartitionState(
          new double[] {1.5, -0.0, Double.MIN_VALUE},
          new double[][] {{}, {2, Double.MAX_VALUE}, {-3}},
          1L << 40,
          null);

  @TempDir private Path folder;

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  private Path saved(PartitionState state) throws IOException {
    Path file = folder.resolve("memory-" + System.identityHashCode(state));
    SavedState.write(state, hadoop(file), LOCAL);
    return file;
  }

  private PartitionState read(byte[] bytes) throws IOException {
    return SavedState.read(hadoop(Files.write(folder.resolve("other"), bytes)), LOCAL);
  }

  @Test
  void comesBackBitForBit() throws IOException {
    PartitionState back = SavedState.read(hadoop(saved(STATE)), LOCAL);

    assertThat(back.residual()).containsExactly(STATE.residual());
    assertThat(back.slots()).isDeepEqualTo(STATE.slots());
    assertThat(back.updates()).isEqualTo(STATE.updates());
  }

  @Test
  void nothingComesBackAsNothing() throws IOException {
    PartitionState back = SavedState.read(hadoop(saved(PartitionState.NONE)), LOCAL);

    assertThat(back.residual()).isEmpty();
    assertThat(back.slots()).isEmpty();
    assertThat(back.updates()).isZero();
  }

  @Test
  void aFileIsNotWrittenTwice() throws IOException {
    Path file = saved(STATE);
    assertThatThrownBy(() -> SavedState.write(STATE, hadoop(file), LOCAL))
        .isInstanceOf(IOException.class);
  }

  @Test
  void oneFileIsAll() throws IOException {
    Path file = saved(STATE);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(saved(STATE));
    for (int length = 0; length < whole.length; length++) {
      byte[] begin = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(begin))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is damaged");
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void everyFlippedBitIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(saved(STATE));
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> read(flipped))
          .as("bit %d", bit)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is damaged");
    }
  }

  /** An array as long as the file at most: a wrong length does not take memory. */
  @Test
  void lengthsBeyondTheFileAreRefusedBeforeAnythingIsAllocated() throws IOException {
    byte[] whole = Files.readAllBytes(saved(STATE));
    for (int length : new int[] {Integer.MAX_VALUE, 1 << 28, whole.length / 8 + 1, -1}) {
      byte[] longer = whole.clone();
      ByteBuffer.wrap(longer).putInt(16, length);
      assertThatThrownBy(() -> read(longer))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is damaged");
    }
  }
}
