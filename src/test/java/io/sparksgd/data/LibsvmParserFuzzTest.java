package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random lines from fixed seeds. */
class LibsvmParserFuzzTest {
  private static final String ALPHABET =
      "0123456789.:eE+-# \t\rnaNifqd,;\"\\\u0000\u0085\u2028\uD83D\uFEFFx";

  private final LibsvmParser parser = new LibsvmParser(IndexBase.ONE);

  @Test
  void numbersAreThoseOfParseDouble() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      String number = number(random);
      BlockBuilder builder = new BlockBuilder();
      parser.parse(number, builder);
      assertThat(Double.doubleToRawLongBits(builder.build().label(0)))
          .as(number)
          .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
    }
  }

  @Test
  void writtenRowsAreReadBack() throws Exception {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      TreeMap<Integer, Double> expected = new TreeMap<>();
      StringBuilder line = new StringBuilder().append(random.nextInt(10));
      int index = 0;
      for (int pairs = random.nextInt(20); pairs > 0; pairs--) {
        index += 1 + random.nextInt(1000);
        String value = number(random);
        line.append(random.nextInt(4) == 0 ? "\t " : " ").append(index).append(':').append(value);
        if (Double.parseDouble(value) != 0) {
          expected.put(index - 1, Double.parseDouble(value));
        }
      }
      BlockBuilder builder = new BlockBuilder();
      parser.parse(line.toString(), builder);
      TreeMap<Integer, Double> read = new TreeMap<>();
      RowBlock block = builder.build();
      block.forEach(
          0,
          (at, value) -> {
            if (value != 0) {
              read.put(at, value);
            }
          });
      assertThat(read).as(line.toString()).isEqualTo(expected);
      assertThat(block.features()).isEqualTo(index);
    }
  }

  @Test
  void damagedLinesAreReadOrRejectedWithOneLineAndNoTrace() {
    SplittableRandom random = new SplittableRandom(3);
    BlockBuilder builder = new BlockBuilder();
    int rejected = 0;
    for (int i = 0; i < 200_000; i++) {
      String line = damaged(random);
      int rows = builder.rows();
      int values = builder.storedValues();
      try {
        boolean added = parser.parse(line, builder);
        assertThat(builder.rows()).isEqualTo(added ? rows + 1 : rows);
      } catch (BadRowException e) {
        rejected++;
        assertThat(e.getMessage()).as(line).isNotBlank().hasSizeLessThan(160);
        assertThat(e.getMessage().chars().noneMatch(Character::isISOControl)).as(line).isTrue();
        assertThat(builder.rows()).isEqualTo(rows);
        assertThat(builder.storedValues()).isEqualTo(values);
      }
      if (builder.rows() >= 1000) {
        builder.build();
      }
    }
    assertThat(rejected).as("both outcomes are common").isBetween(20_000, 180_000);
  }

  private static String damaged(SplittableRandom random) {
    StringBuilder line = new StringBuilder("1 1:0.5 3:-2e3 10:7.25 200:1");
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      int at = random.nextInt(line.length());
      switch (random.nextInt(3)) {
        case 0 -> line.setCharAt(at, c);
        case 1 -> line.insert(at, c);
        default -> line.deleteCharAt(at);
      }
    }
    return line.toString();
  }

  /** A finite decimal number in one of many spellings. */
  private static String number(SplittableRandom random) {
    String sign = new String[] {"", "", "-", "+"}[random.nextInt(4)];
    return sign
        + switch (random.nextInt(7)) {
          case 0 -> Integer.toString(random.nextInt(300));
          case 1 -> random.nextInt(1000) + "." + random.nextInt(1_000_000);
          case 2 -> "." + "0".repeat(random.nextInt(30)) + random.nextInt(1, 1000);
          case 3 -> random.nextLong(Long.MAX_VALUE) + "." + random.nextLong(Long.MAX_VALUE);
          case 4 ->
              String.format(Locale.ROOT, "%." + random.nextInt(17) + "e", random.nextDouble());
          case 5 -> Double.toString(Math.abs(Math.pow(10, random.nextInt(-300, 300))));
          default -> Double.toString(random.nextDouble());
        };
  }
}
