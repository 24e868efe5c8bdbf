package io.sparksgd.cli.text;

import io.sparksgd.message.ControlCharacters;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/** Writes texts of many lines, in UTF-8, without characters that control a terminal. */
public final class SafeWriter extends FilterWriter {
  public SafeWriter(OutputStream out) {
    super(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c));
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    write(new String(buffer, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    String shown = ControlCharacters.shownInLines(text.substring(offset, offset + length));
    out.write(shown, 0, shown.length());
  }
}
