package io.sparksgd.checkpoint;

import io.sparksgd.checkpoint.Manifest.Entry;
import io.sparksgd.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Manifests, as they came and with their checksum made right: no name leaves the folder. */
public final class ManifestFuzz implements FuzzTarget {
  private static final int END = 65;

  @Override
  public boolean takes(byte[] input) {
    return reads(input) | reads(repaired(input));
  }

  private static boolean reads(byte[] input) {
    try {
      for (Entry file : Manifest.parse(input, "manifest").files()) {
        if (file.name().contains("..") || file.name().startsWith("/") || file.length() < 0) {
          throw new AssertionError("a file elsewhere: " + file);
        }
      }
      return true;
    } catch (DamagedException e) {
      return false;
    }
  }

  private static byte[] repaired(byte[] input) {
    if (input.length < END) {
      return input;
    }
    byte[] copy = input.clone();
    byte[] lines = Arrays.copyOf(input, input.length - END);
    String sum = HexFormat.of().formatHex(Manifest.sha256().digest(lines)) + "\n";
    System.arraycopy(sum.getBytes(StandardCharsets.US_ASCII), 0, copy, lines.length, END);
    return copy;
  }

  @Override
  public List<byte[]> seeds() {
    String sum = "0123456789abcdef".repeat(4);
    return List.of(
        new Manifest(
                List.of(
                    new Entry("state.bin", 7, sum), new Entry("memory/part-0-9", 1L << 40, sum)))
            .bytes(),
        new Manifest(List.of(new Entry("state.bin", 0, sum))).bytes());
  }

  @Override
  public List<String> words() {
    return List.of("../", "/", "\n", " ", "state.bin", "999999999999999999", "-1", "\0", "\r\n");
  }
}
