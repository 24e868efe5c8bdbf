package io.sparksgd.cli.text;

import io.sparksgd.monitor.ProgressLine;
import java.io.PrintStream;

/** Whether people look at stderr, and how wide it is. */
public final class Terminal {
  /** Set by {@code scripts/sgd} when stderr is a terminal: Java itself can only ask for stdout. */
  private static final String WIDTH_VARIABLE = "SGD_TERMINAL_WIDTH";

  private static final int USUAL_WIDTH = 80;

  private Terminal() {}

  /** A progress line for this process's stderr. */
  public static ProgressLine progress(PrintStream err) {
    String width = System.getenv(WIDTH_VARIABLE);
    if (width == null || !width.matches("[1-9][0-9]{0,3}")) {
      return new ProgressLine(err, ProgressLine.Mode.PLAIN, USUAL_WIDTH, System::nanoTime);
    }
    return new ProgressLine(err, ProgressLine.Mode.LIVE, Integer.parseInt(width), System::nanoTime);
  }
}
