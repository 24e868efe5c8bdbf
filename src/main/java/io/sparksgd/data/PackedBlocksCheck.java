package io.sparksgd.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Checks the structure of the files that Hadoop's codecs of Snappy and LZ4 write: blocks of a
 * length and of chunks that are decompressed to as many bytes. Hadoop's reader takes any end of
 * such a file for its right end, so that rows would be lost without an error. They have no
 * checksums: bits that change within a chunk are not noticed.
 */
public enum PackedBlocksCheck {
  /** Chunks begin with their decompressed length, 7 bits a byte, the lowest first. */
  SNAPPY {
    @Override
    long decompressed(byte[] chunk) throws IOException {
      long length = 0;
      for (int i = 0; i < Math.min(5, chunk.length); i++) {
        length |= (long) (chunk[i] & 0x7f) << (7 * i);
        if (chunk[i] >= 0) {
          return length;
        }
      }
      throw damaged();
    }
  },

  /** Chunks are sequences of a token, literals and a match, the last one without a match. */
  LZ4 {
    @Override
    long decompressed(byte[] chunk) throws IOException {
      long length = 0;
      int at = 0;
      while (at < chunk.length) {
        int token = chunk[at++] & 0xff;
        int more = more(chunk, at, token >> 4);
        long literals = (token >> 4) + sum(chunk, at, more);
        length += literals;
        if (literals > chunk.length - at - more) {
          throw damaged();
        }
        at += more + (int) literals;
        if (at < chunk.length) {
          at += 2;
          more = more(chunk, at, token & 15);
          length += 4 + (token & 15) + sum(chunk, at, more);
          at += more;
        }
      }
      return length;
    }

    /** Bytes that a length goes on for, after the four bits of its token. */
    private int more(byte[] chunk, int from, int bits) throws IOException {
      if (bits < 15) {
        return 0;
      }
      int at = from;
      while (at < chunk.length && chunk[at] == -1) {
        at++;
      }
      if (at >= chunk.length) {
        throw damaged();
      }
      return at + 1 - from;
    }

    private long sum(byte[] chunk, int from, int bytes) {
      long sum = 0;
      for (int i = from; i < from + bytes; i++) {
        sum += chunk[i] & 0xff;
      }
      return sum;
    }
  };

  /** Decompressed length of a chunk. */
  abstract long decompressed(byte[] chunk) throws IOException;

  IOException damaged() {
    return new IOException(
        "the file is damaged, or not one of Hadoop's " + this + " codec, or has lost its end");
  }

  /**
   * Reads all blocks of a file.
   *
   * @throws IOException if it is damaged, or no such file
   */
  public void check(InputStream file) throws IOException {
    DataInputStream in = new DataInputStream(file);
    try {
      for (int first = in.read(); first >= 0; first = in.read()) {
        block(in, first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort());
      }
    } catch (EOFException e) {
      throw damaged();
    }
  }

  private void block(DataInputStream in, int length) throws IOException {
    if (length < 0 || (length == 0 && in.read() >= 0)) {
      // The reader takes a block of nothing for the end.
      throw damaged();
    }
    for (long left = length; left > 0; ) {
      int packed = in.readInt();
      if (packed <= 0 || packed > 64 + left + left / 6) {
        throw damaged();
      }
      byte[] chunk = in.readNBytes(packed);
      long there = chunk.length == packed ? decompressed(chunk) : 0;
      if (there <= 0 || there > left) {
        throw damaged();
      }
      left -= there;
    }
  }
}
