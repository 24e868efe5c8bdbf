package io.sparksgd.soak;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Says on stderr how far the soak is. */
final class Progress {
  private Progress() {}

  static void say(String format, Object... arguments) {
    String line = String.format(Locale.ROOT, format, arguments);
    System.err.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }

  static void say(Outcome outcome) {
    say("%s, %s: %s; %s", outcome.scenario(), outcome.mode(), outcome.row(), outcome.remarks());
    outcome.problems().forEach(problem -> say("FAILED: %s", problem));
  }
}
