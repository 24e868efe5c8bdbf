package io.sparksgd.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list of files that make up a checkpoint. It is written last; a folder without one is no
 * checkpoint. It has lines of text: the format; SHA-256, length and name of each file; the SHA-256
 * of the lines before.
 *
 * @param files the driver's state, then the partitions' states in their order
 */
record Manifest(List<Entry> files) {
  static final String NAME = "manifest";
  static final int MOST_BYTES = 16 << 20;
  private static final String FORMAT = "spark-sgd-checkpoint 1\n";
  private static final int HEX = 64;
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64}) (0|[1-9][0-9]{0,17}) ([A-Za-z0-9_-]+[A-Za-z0-9._/-]*)");

  /** A file, by its name in the folder. */
  record Entry(String name, long length, String sha256) {}

  Manifest {
    files = List.copyOf(files);
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(FORMAT);
    for (Entry file : files) {
      text.append(file.sha256()).append(' ').append(file.length()).append(' ');
      text.append(file.name()).append('\n');
    }
    byte[] lines = text.toString().getBytes(StandardCharsets.UTF_8);
    text.append(HexFormat.of().formatHex(sha256().digest(lines))).append('\n');
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a manifest.
   *
   * @throws DamagedException if it is damaged
   */
  static Manifest parse(byte[] bytes, String source) throws DamagedException {
    int end = bytes.length - HEX - 1;
    if (end < FORMAT.length() || bytes[bytes.length - 1] != '\n') {
      throw damaged(source);
    }
    String digest = new String(bytes, end, HEX, StandardCharsets.UTF_8);
    MessageDigest sha256 = sha256();
    sha256.update(bytes, 0, end);
    String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
    if (!digest.equals(HexFormat.of().formatHex(sha256.digest())) || !text.startsWith(FORMAT)) {
      throw damaged(source);
    }
    List<Entry> files = new ArrayList<>();
    for (String line : text.substring(FORMAT.length()).lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches() || line.contains("..")) {
        throw damaged(source);
      }
      files.add(new Entry(parts.group(3), Long.parseLong(parts.group(2)), parts.group(1)));
    }
    if (files.isEmpty()) {
      throw damaged(source);
    }
    return new Manifest(files);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static DamagedException damaged(String source) {
    return new DamagedException("Invalid checkpoint: " + source + " is damaged");
  }
}
