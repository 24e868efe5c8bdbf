package io.sparksgd.model;

import io.sparksgd.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Weights of models, as they came and with their checksum made right. */
public final class WeightsFuzz implements FuzzTarget {
  private static final int HEADER = 12;
  private static final int DIGEST = 32;

  @Override
  public boolean takes(byte[] input) throws IOException {
    return reads(input) | reads(repaired(input));
  }

  private static boolean reads(byte[] input) throws IOException {
    try {
      WeightsFile.read(new ByteArrayInputStream(input), "weights");
      return true;
    } catch (ModelFormatException e) {
      return false;
    }
  }

  private static byte[] repaired(byte[] input) {
    if (input.length < HEADER + DIGEST) {
      return input;
    }
    byte[] copy = input.clone();
    int end = input.length - DIGEST;
    byte[] sum = WeightsFile.sha256().digest(Arrays.copyOfRange(input, HEADER, end));
    System.arraycopy(sum, 0, copy, end, DIGEST);
    return copy;
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WeightsFile.write(new double[] {1, -2.5, Double.MIN_VALUE}, out);
    return List.of(out.toByteArray());
  }
}
