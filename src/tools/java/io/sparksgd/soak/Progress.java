package io.sparksgd.soak;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says on stderr how far the soak is. */
final class Progress {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Progress() {}

  static void say(String format, Object... arguments) {
    String line = String.format(Locale.ROOT, format, arguments);
    System.err.println(CLOCK.format(LocalTime.now()) + " " + line);
  }

  static void say(Outcome outcome) {
    say("%s, %s: %s; %s", outcome.scenario(), outcome.mode(), outcome.row(), outcome.remarks());
    outcome.problems().forEach(problem -> say("FAILED: %s", problem));
  }
}
