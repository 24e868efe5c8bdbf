package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.Jobs;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever is in a job file, reading it gives a job or a {@link ConfigException}. */
class MutationTest {
  private static final Pattern WORD = Pattern.compile("[a-z0-9.-]+");
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

  /** How far reading comes. */
  private enum Outcome {
    JOB,
    WRONG_YAML,
    WRONG_JOB
  }

  @Test
  void mutatedFilesNeverFailInAnotherWay() {
    Settings settings = new Settings(3);
    Random random = new Random(5);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (int i = 0; i < 4000; i++) {
      StringBuilder yaml = new StringBuilder(settings.job());
      int changes = 1 + random.nextInt(3);
      for (int change = 0; change < changes; change++) {
        if (random.nextBoolean()) {
          exchangeWords(yaml, random);
        } else {
          mutate(yaml, random);
        }
      }
      outcomes.merge(parse(yaml.toString(), List.of()), 1, Integer::sum);
    }
    assertThat(outcomes).hasSize(3);
    assertThat(outcomes.values()).as("files with " + outcomes.keySet()).allMatch(n -> n > 100);
  }

  @Test
  void mutatedOverridesNeverFailInAnotherWay() {
    Random random = new Random(7);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (int i = 0; i < 4000; i++) {
      StringBuilder override = new StringBuilder("stop.early={metric: auc, patience: 3}");
      mutate(override, random);
      exchangeWords(override, random);
      outcomes.merge(parse(Jobs.LEAST, List.of(override.toString())), 1, Integer::sum);
    }
    assertThat(outcomes).hasSize(3);
    assertThat(outcomes.values()).as("jobs with " + outcomes.keySet()).allMatch(n -> n > 20);
  }

  private static Outcome parse(String yaml, List<String> overrides) {
    try {
      JobParser.parse(yaml, "job.yaml", overrides);
      return Outcome.JOB;
    } catch (ConfigException e) {
      assertThat(e.errors()).isNotEmpty();
      assertThat(e.getMessage().lines()).hasSameSizeAs(e.errors());
      return e.getMessage().contains("Invalid YAML") ? Outcome.WRONG_YAML : Outcome.WRONG_JOB;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("parsing failed for\n" + yaml + "\n" + overrides, e);
    }
  }

  /** Puts one word of the text in the place of another: the result is mostly YAML. */
  private static void exchangeWords(StringBuilder text, Random random) {
    List<MatchResult> words = WORD.matcher(text).results().toList();
    if (!words.isEmpty()) {
      MatchResult place = words.get(random.nextInt(words.size()));
      String word = words.get(random.nextInt(words.size())).group();
      text.replace(place.start(), place.end(), word);
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
