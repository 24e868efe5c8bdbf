package io.sparksgd.data;

import io.sparksgd.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines of LIBSVM files: read, or refused in one line, with the builder as it was. */
public final class LibsvmFuzz implements FuzzTarget {
  private final LibsvmParser parser = new LibsvmParser(IndexBase.ONE);
  private final BlockBuilder builder = new BlockBuilder();

  @Override
  public boolean takes(byte[] input) {
    String line = new String(input, StandardCharsets.UTF_8);
    if (builder.rows() > 1000) {
      // Not build(): one index may ask for a wide dense block, which blocks are not made of.
      while (builder.rows() > 0) {
        builder.build();
      }
    }
    int rows = builder.rows();
    int values = builder.storedValues();
    try {
      int more = parser.parse(line, builder) ? 1 : 0;
      check(builder.rows() == rows + more, "rows");
      return true;
    } catch (BadRowException e) {
      String message = e.getMessage();
      check(!message.isBlank() && message.length() < 200, "length of the message");
      check(message.chars().noneMatch(Character::isISOControl), "a message of one line");
      check(builder.rows() == rows && builder.storedValues() == values, "a row was left behind");
      return false;
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        bytes("1 1:0.5 3:-2e3 10:7.25 200:1"),
        bytes("-1 4:.5\t7:1e-310 2147483646:3 # a comment"),
        bytes("0"),
        bytes("+3.25e1 1:00012 2:123456789012345678901234567890 3:-0"),
        bytes(""));
  }

  @Override
  public List<String> words() {
    return List.of(
        ":",
        " ",
        "\t",
        "#",
        "e",
        "E-",
        ".",
        "-",
        "+",
        "NaN",
        "inf",
        "-Infinity",
        "qid:1",
        "1e999",
        "2147483647:1",
        "2147483648:1",
        "9223372036854775808:1",
        "\uFEFF",
        "\u0085",
        "\u2028",
        "\0",
        "0x1p3",
        "1f",
        "999999999999999999999999999");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
