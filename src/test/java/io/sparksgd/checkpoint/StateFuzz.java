package io.sparksgd.checkpoint;

import io.sparksgd.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** The state of a checkpoint, as it came and with the checksum of its header made right. */
public final class StateFuzz implements FuzzTarget {
  private static final int START = 3 * Integer.BYTES;

  @Override
  public boolean takes(byte[] input) throws IOException {
    return reads(input) | reads(repaired(input));
  }

  private static boolean reads(byte[] input) throws IOException {
    try {
      RunState state = StateFile.read(new ByteArrayInputStream(input), input.length, "state");
      state.arrays("slots");
      return true;
    } catch (DamagedException | CheckpointException e) {
      return false;
    }
  }

  private static byte[] repaired(byte[] input) {
    byte[] copy = input.clone();
    ByteBuffer bytes = ByteBuffer.wrap(copy);
    if (copy.length >= START + Integer.BYTES) {
      long end = START + (long) bytes.getInt(2 * Integer.BYTES);
      if (end >= START && end + Integer.BYTES <= copy.length) {
        CRC32C sum = new CRC32C();
        sum.update(copy, 0, (int) end);
        bytes.putInt((int) end, (int) sum.getValue());
      }
    }
    return copy;
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    RunState state =
        new RunState.Builder()
            .facts(Map.of("step", 3, "config", Map.of("seed", 7)))
            .longs("counters", 5, Long.MIN_VALUE)
            .doubles("weights", 1, -0.0, Double.NaN)
            .arrays("slots", List.of(new double[] {1}, new double[] {2, 3}))
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StateFile.write(state, out);
    return List.of(out.toByteArray());
  }

  @Override
  public List<String> words() {
    return List.of(
        "\"count\":",
        "\"type\":",
        "\"name\":",
        "int64",
        "float64",
        "268435455",
        "2147483647",
        "-1",
        "null",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "slots",
        "1e9",
        "99999999999");
  }
}
