package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.io.compress.bzip2.CBZip2OutputStream;
import org.junit.jupiter.api.Test;

class Bzip2CheckTest {
  private static byte[] compressed(int bytes, long seed) throws IOException {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write("BZ".getBytes(StandardCharsets.US_ASCII));
    try (OutputStream out = new CBZip2OutputStream(packed, 1)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static void check(byte[] file) throws IOException {
    Bzip2Check.check(new ByteArrayInputStream(file));
  }

  @Test
  void wholeFilesAreRight() throws IOException {
    byte[] one = compressed(250_000, 1);
    byte[] both = Arrays.copyOf(one, one.length * 2);
    System.arraycopy(one, 0, both, one.length, one.length);
    assertThatCode(() -> check(one)).doesNotThrowAnyException();
    assertThatCode(() -> check(both)).doesNotThrowAnyException();
    assertThatCode(() -> check(compressed(0, 1))).doesNotThrowAnyException();
    assertThatCode(() -> check(compressed(1, 1))).doesNotThrowAnyException();
  }

  /** Damage inside a block is for whoever decompresses it: the block's own checksum tells. */
  @Test
  void eachBitOfStructureIsChecked() throws IOException {
    byte[] file = compressed(250_000, 1);
    // Header, magic and checksum of the first block; magic and checksum of the end.
    for (int bit = 0; bit < (4 + 6 + 4) * 8; bit++) {
      int flipped = bit;
      if (bit / 8 != 3) {
        assertThatThrownBy(() -> check(flipped(file, flipped))).isInstanceOf(IOException.class);
      }
    }
    for (int bit = file.length * 8 - 80; bit < file.length * 8 - 8; bit++) {
      int flipped = bit;
      assertThatThrownBy(() -> check(flipped(file, flipped))).isInstanceOf(IOException.class);
    }
  }

  private static byte[] flipped(byte[] file, int bit) {
    byte[] damaged = file.clone();
    damaged[bit / 8] ^= (byte) (0x80 >>> bit % 8);
    return damaged;
  }

  @Test
  void otherFilesAndHalvesAreRefused() throws IOException {
    byte[] file = compressed(1000, 2);
    for (int length = 0; length < file.length; length++) {
      byte[] half = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> check(half)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> check(Arrays.copyOf(file, file.length + 3)))
        .hasMessage("not a bzip2 file, or one with something else behind it");
    assertThatThrownBy(() -> check("1 1:1\n".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("not a bzip2 file, or one with something else behind it");
  }
}
