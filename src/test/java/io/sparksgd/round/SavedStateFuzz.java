package io.sparksgd.round;

import io.sparksgd.fuzz.FuzzTarget;
import io.sparksgd.task.PartitionState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/** What partitions remember, as it came and with its checksum made right. */
public final class SavedStateFuzz implements FuzzTarget {

  @Override
  public boolean takes(byte[] input) throws IOException {
    return reads(input) | reads(repaired(input));
  }

  private static boolean reads(byte[] input) throws IOException {
    try {
      SavedState.read(new ByteArrayInputStream(input), input.length, "memory");
      return true;
    } catch (IOException e) {
      if (!e.getMessage().equals("Invalid state of a partition: memory is damaged")) {
        throw e;
      }
      return false;
    }
  }

  private static byte[] repaired(byte[] input) {
    byte[] copy = input.clone();
    if (copy.length >= Long.BYTES) {
      CRC32 sum = new CRC32();
      sum.update(copy, 0, copy.length - Long.BYTES);
      ByteBuffer.wrap(copy).putLong(copy.length - Long.BYTES, sum.getValue());
    }
    return copy;
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PartitionState state =
        new PartitionState(new double[] {1.5, -0.0}, new double[][] {{}, {2, 3}}, 1L << 40, null);
    SavedState.write(state, out);
    return List.of(out.toByteArray());
  }
}
