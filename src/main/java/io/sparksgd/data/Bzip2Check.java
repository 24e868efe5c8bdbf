package io.sparksgd.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Checks the structure of a bzip2 file without decompressing it: the header, the blocks, and the
 * checksum at the end of each stream, which is made of the blocks' own ones: {@code c = rotl(c, 1)
 * ^ block}. Together with those, which are checked when blocks are decompressed, no bit can change
 * and no block can be missing without an error; who reads a file in splits looks for the beginnings
 * of blocks and would not miss one.
 */
public final class Bzip2Check {
  private static final int MAGIC_BITS = 48;
  private static final long MAGIC_MASK = (1L << MAGIC_BITS) - 1;
  private static final long BLOCK = 0x314159265359L;
  private static final long END = 0x177245385090L;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int length;
  private int current;
  private int bitsLeft;

  private Bzip2Check(InputStream in) {
    this.in = in;
  }

  /**
   * Reads all streams of a file.
   *
   * @throws IOException if it is damaged, or no bzip2 file
   */
  public static void check(InputStream in) throws IOException {
    Bzip2Check check = new Bzip2Check(in);
    try {
      do {
        check.stream();
      } while (!check.isAtEnd());
    } catch (EOFException e) {
      throw new IOException("the bzip2 file ends too early", e);
    }
  }

  private void stream() throws IOException {
    boolean isHeader = bits(8) == 'B' && bits(8) == 'Z' && bits(8) == 'h';
    long level = isHeader ? bits(8) : 0;
    if (level < '1' || level > '9') {
      throw new IOException("not a bzip2 file, or one with something else behind it");
    }
    long magic = bits(MAGIC_BITS);
    int combined = 0;
    while (magic == BLOCK) {
      combined = Integer.rotateLeft(combined, 1) ^ (int) bits(32);
      magic = nextMagic();
    }
    if (magic != END) {
      throw new IOException("the bzip2 file is damaged: its header is not followed by a block");
    }
    if ((int) bits(32) != combined) {
      throw new IOException("the bzip2 file is damaged: its checksum is not that of its blocks");
    }
    bitsLeft = 0;
  }

  /** Skips the content of a block. */
  private long nextMagic() throws IOException {
    long window = bits(MAGIC_BITS);
    while (window != BLOCK && window != END) {
      if (bitsLeft == 0) {
        readByte();
      }
      bitsLeft--;
      window = (window << 1 | (current >>> bitsLeft & 1)) & MAGIC_MASK;
    }
    return window;
  }

  private long bits(int count) throws IOException {
    long value = 0;
    for (int i = 0; i < count; i++) {
      if (bitsLeft == 0) {
        readByte();
      }
      bitsLeft--;
      value = value << 1 | (current >>> bitsLeft & 1);
    }
    return value;
  }

  private void readByte() throws IOException {
    if (isAtEnd()) {
      throw new EOFException();
    }
    current = buffer[position++] & 0xff;
    bitsLeft = 8;
  }

  private boolean isAtEnd() throws IOException {
    while (position == length) {
      position = 0;
      length = in.read(buffer);
      if (length < 0) {
        length = 0;
        return true;
      }
    }
    return false;
  }
}
