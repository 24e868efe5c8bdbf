package io.sparksgd.cli.text;

import io.sparksgd.message.ControlCharacters;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Prints text for people, in UTF-8 whatever the locale. A line stays one line, and names in it
 * cannot control the terminal.
 */
public final class SafePrint extends PrintStream {
  public SafePrint(OutputStream out) {
    super(out, true, StandardCharsets.UTF_8);
  }

  /** Prints a line. */
  @Override
  public void println(String line) {
    super.println(ControlCharacters.shown(String.valueOf(line)));
  }

  /** Prints a text that may have lines and go back to the begin of one, as a progress line does. */
  @Override
  public void print(String text) {
    super.print(ControlCharacters.shownInLines(String.valueOf(text)));
  }
}
