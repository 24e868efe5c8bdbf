package io.sparksgd.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The weights as bytes: {@code "SGDW"}, version (int), count (int), the values as big-endian IEEE
 * doubles, and the SHA-256 of the values' bytes.
 */
public final class WeightsFile {
  private static final int MAGIC = 0x53474457;
  private static final int VERSION = 1;
  private static final int HEADER = 3 * Integer.BYTES;
  private static final int DIGEST = 32;

  private WeightsFile() {}

  /** SHA-256, in hexadecimal, of the values' big-endian IEEE bits. */
  public static String digest(double[] weights) {
    return HexFormat.of().formatHex(sha256().digest(bytes(weights)));
  }

  static void write(double[] weights, OutputStream out) throws IOException {
    byte[] values = bytes(weights);
    out.write(
        ByteBuffer.allocate(HEADER).putInt(MAGIC).putInt(VERSION).putInt(weights.length).array());
    out.write(values);
    out.write(sha256().digest(values));
  }

  /**
   * Reads weights.
   *
   * @param source name of the file in messages
   * @throws ModelFormatException if it is not such a file, or damaged
   */
  static double[] read(InputStream in, String source) throws IOException {
    byte[] head = in.readNBytes(HEADER);
    ByteBuffer header = ByteBuffer.wrap(head);
    if (head.length < HEADER || header.getInt() != MAGIC) {
      throw new ModelFormatException("Invalid weights: " + source + " is not a weights file");
    }
    int version = header.getInt();
    if (version != VERSION) {
      throw new ModelFormatException(
          "Invalid weights: " + source + " has version " + version + " (allowed: " + VERSION + ")");
    }
    int count = header.getInt();
    if (count < 0 || count > (Integer.MAX_VALUE - 8) / Double.BYTES) {
      throw new ModelFormatException(
          "Invalid weights: " + source + " is damaged (count " + count + ")");
    }
    byte[] values = in.readNBytes(count * Double.BYTES);
    byte[] digest = in.readNBytes(DIGEST);
    if (values.length < count * Double.BYTES
        || in.read() >= 0
        || !Arrays.equals(digest, sha256().digest(values))) {
      throw new ModelFormatException(
          "Invalid weights: " + source + " is damaged (length or SHA-256 do not fit)");
    }
    double[] weights = new double[count];
    ByteBuffer.wrap(values).asDoubleBuffer().get(weights);
    return weights;
  }

  private static byte[] bytes(double[] weights) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(weights.length, Double.BYTES));
    buffer.asDoubleBuffer().put(weights);
    return buffer.array();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
