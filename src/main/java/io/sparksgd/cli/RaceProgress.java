package io.sparksgd.cli;

import io.sparksgd.message.Message;
import io.sparksgd.message.Wording;
import io.sparksgd.search.RaceListener;
import java.io.PrintStream;
import java.util.Locale;

/** Prints a line for the first stage of a race, and then one every second at most. */
final class RaceProgress implements RaceListener {
  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final PrintStream err;
  private long shownAt;
  private boolean isShown;

  RaceProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void noSearch(Message why) {
    err.println("sgd: WARNING: " + why.in(Wording.JOB_FILE));
  }

  @Override
  public void stage(String stage, int settings, int rows) {
    long now = System.nanoTime();
    if (!isShown || now - shownAt >= INTERVAL_NANOS) {
      isShown = true;
      shownAt = now;
      err.println(
          String.format(
              Locale.ROOT,
              "Searching settings (%s): %d trials on %,d rows",
              stage,
              settings,
              rows));
    }
  }
}
