package io.sparksgd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is in a job file, reading it gives a job or a {@link ConfigException}. */
class MutationTest {
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ": ",
          ", ",
          "\n",
          "\t",
          "\"",
          "'",
          "#",
          "&a ",
          "*a",
          "!x ",
          "!!int ",
          "? ",
          "- ",
          "---\n",
          "...\n",
          "%YAML 9.9\n",
          "%TAG ! x\n",
          "<<: ",
          "null",
          "~",
          "-1",
          "1e999",
          "NaN",
          "${X}",
          "\\u",
          "\\x0",
          "\0",
          "\ud800",
          "\udc00",
          "\ufeff",
          "\ufffe",
          "\u2028",
          "\u0085",
          "|\n",
          ">-9\n",
          "\u0661",
          "kind",
          "data: ",
          ".");

  @Test
  void mutatedFilesNeverFailInAnotherWay() {
    Settings settings = new Settings(3);
    Random random = new Random(5);
    int valid = 0;
    int wrong = 0;
    for (int i = 0; i < 4000; i++) {
      StringBuilder yaml = new StringBuilder(settings.job());
      int changes = 1 + random.nextInt(4);
      for (int change = 0; change < changes; change++) {
        mutate(yaml, random);
      }
      if (parses(yaml.toString(), List.of())) {
        valid++;
      } else {
        wrong++;
      }
    }
    assertThat(valid).as("mutated files that are still valid").isGreaterThan(100);
    assertThat(wrong).as("mutated files that are not").isGreaterThan(100);
  }

  @Test
  void mutatedOverridesNeverFailInAnotherWay() {
    Random random = new Random(7);
    int wrong = 0;
    for (int i = 0; i < 4000; i++) {
      StringBuilder override = new StringBuilder("stop.early={metric: auc, patience: 3}");
      for (int change = 0; change < 3; change++) {
        mutate(override, random);
      }
      wrong += parses(Jobs.LEAST, List.of(override.toString())) ? 0 : 1;
    }
    assertThat(wrong).as("mutated overrides that are wrong").isGreaterThan(100);
  }

  private static boolean parses(String yaml, List<String> overrides) {
    try {
      JobConfig.parse(yaml, "job.yaml", overrides);
      return true;
    } catch (ConfigException e) {
      assertThat(e.errors()).isNotEmpty();
      assertThat(e.getMessage().lines()).hasSameSizeAs(e.errors());
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("parsing failed for\n" + yaml + "\n" + overrides, e);
    }
  }

  private static void mutate(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), at + 1 + random.nextInt(12));
    switch (random.nextInt(5)) {
      case 0 -> text.delete(at, to);
      case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, to));
      case 3 -> text.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
      default -> text.insert(at, (char) random.nextInt(0x10000));
    }
  }
}
