package io.sparksgd.compress;

/**
 * Rising indices in few bytes: a header byte and then, whichever is smaller, the gaps between them
 * (their number, then for each index how many are left out before it, seven bits to a byte) or a
 * bitmap. Gaps are smaller for less than about one index in eight.
 */
public final class IndexCoder {
  private static final byte GAPS = 0;
  private static final byte BITMAP = 1;

  private static final int LONGEST_VARINT = 5;

  private IndexCoder() {}

  /**
   * The bytes of indices.
   *
   * @param indices rising, each from 0 to below the size
   * @throws IllegalArgumentException if they are not
   */
  public static byte[] encode(int[] indices, int size) {
    checkRising(indices, size);
    byte[] bytes = new byte[encodedLength(indices, indices.length, size)];
    write(indices, indices.length, size, bytes);
    return bytes;
  }

  /**
   * The indices of bytes, rising.
   *
   * @throws MalformedBytesException if no indices below the size have these bytes
   */
  public static int[] decode(byte[] bytes, int size) {
    IndexBlock block = read(bytes, size);
    WireBytes.checkLength(bytes, block.end());
    return block.indices();
  }

  /** Bytes that {@link #write} needs for the first {@code count} indices. */
  static int encodedLength(int[] indices, int count, int size) {
    return (int) Math.min(gapsLength(indices, count), bitmapLength(size));
  }

  /** The most bytes that so many indices need. */
  static long maxLength(int count, int size) {
    // At most size / 2^(7 j) gaps need more than j bytes.
    long longGaps = 0;
    for (int bits = 7; bits < Integer.SIZE; bits += 7) {
      longGaps += Math.min(count, size >>> bits);
    }
    return Math.min(1L + varintLength(count) + count + longGaps, bitmapLength(size));
  }

  /** Writes indices at the beginning of the bytes; whoever calls vouches that they rise. */
  static void write(int[] indices, int count, int size, byte[] bytes) {
    if (gapsLength(indices, count) <= bitmapLength(size)) {
      bytes[0] = GAPS;
      int at = writeVarint(count, bytes, 1);
      int next = 0;
      for (int i = 0; i < count; i++) {
        at = writeVarint(indices[i] - next, bytes, at);
        next = indices[i] + 1;
      }
    } else {
      bytes[0] = BITMAP;
      for (int i = 0; i < count; i++) {
        int index = indices[i];
        bytes[1 + (index >>> 3)] |= (byte) (1 << (index & 7));
      }
    }
  }

  /** Reads indices from the beginning of the bytes. */
  static IndexBlock read(byte[] bytes, int size) {
    byte form = bytes.length == 0 ? -1 : bytes[0];
    return switch (form) {
      case GAPS -> new GapReader(bytes).read(size);
      case BITMAP -> readBitmap(bytes, size);
      default -> throw new MalformedBytesException("Invalid bytes: not a list of indices");
    };
  }

  private static IndexBlock readBitmap(byte[] bytes, int size) {
    int end = (int) bitmapLength(size);
    if (bytes.length < end) {
      throw new MalformedBytesException("Invalid bytes: the bitmap ends early");
    }
    int count = 0;
    for (int i = 1; i < end; i++) {
      count += Integer.bitCount(bytes[i] & 0xFF);
    }
    int[] indices = new int[count];
    int found = 0;
    for (int i = 1; i < end; i++) {
      for (int bits = bytes[i] & 0xFF; bits != 0; bits &= bits - 1) {
        indices[found++] = ((i - 1) << 3) + Integer.numberOfTrailingZeros(bits);
      }
    }
    if (count > 0 && indices[count - 1] >= size) {
      throw beyond(indices[count - 1], size);
    }
    return new IndexBlock(indices, end);
  }

  private static long gapsLength(int[] indices, int count) {
    long length = 1L + varintLength(count);
    int next = 0;
    for (int i = 0; i < count; i++) {
      length += varintLength(indices[i] - next);
      next = indices[i] + 1;
    }
    return length;
  }

  private static long bitmapLength(int size) {
    return 1 + (size + 7L) / 8;
  }

  private static int varintLength(int value) {
    return value < 1 << 7 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
  }

  /** Returns where the next value goes. */
  private static int writeVarint(int value, byte[] bytes, int at) {
    int rest = value;
    int next = at;
    while (rest >= 1 << 7) {
      bytes[next++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[next++] = (byte) rest;
    return next;
  }

  private static void checkRising(int[] indices, int size) {
    int least = 0;
    for (int index : indices) {
      if (index < least || index >= size) {
        throw new IllegalArgumentException(
            "Invalid index: "
                + index
                + " (allowed: rising, from "
                + least
                + " to below "
                + size
                + ")");
      }
      least = index + 1;
    }
  }

  private static MalformedBytesException beyond(long index, int size) {
    return new MalformedBytesException(
        "Invalid bytes: index " + index + " (allowed: below " + size + ")");
  }

  /** Reads groups of seven bits. */
  private static final class GapReader {
    private final byte[] bytes;
    private int at = 1;

    GapReader(byte[] bytes) {
      this.bytes = bytes;
    }

    IndexBlock read(int size) {
      long count = next();
      // Every gap takes a byte at least: nothing larger than the bytes is ever allocated for.
      if (count > Math.min(size, bytes.length - at)) {
        throw new MalformedBytesException("Invalid bytes: " + count + " indices are too many");
      }
      int[] indices = new int[(int) count];
      long index = -1;
      for (int i = 0; i < indices.length; i++) {
        index += 1 + next();
        if (index >= size) {
          throw beyond(index, size);
        }
        indices[i] = (int) index;
      }
      return new IndexBlock(indices, at);
    }

    private long next() {
      long value = 0;
      for (int i = 0; i < LONGEST_VARINT; i++) {
        if (at == bytes.length) {
          throw new MalformedBytesException("Invalid bytes: the indices end early");
        }
        byte group = bytes[at++];
        value |= (long) (group & 0x7F) << (7 * i);
        if (group >= 0) {
          return value;
        }
      }
      throw new MalformedBytesException("Invalid bytes: an index has too many digits");
    }
  }
}
