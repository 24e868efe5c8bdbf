package io.sparksgd.input.source;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** What stands between the {@code \\n} of a text, whose byte order mark is left out. */
final class TextLines implements Iterator<String>, AutoCloseable {
  private final Reader reader;
  private boolean isFirst = true;
  private String ahead;

  TextLines(Reader reader) {
    this.reader = reader;
    advance();
  }

  private void advance() {
    StringBuilder line = new StringBuilder();
    try {
      int c = reader.read();
      boolean isEnd = c < 0;
      for (; c >= 0 && c != '\n'; c = reader.read()) {
        line.append((char) c);
      }
      ahead = isEnd ? null : line.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (isFirst && ahead != null) {
      ahead = SourceFiles.withoutMark(ahead);
      isFirst = false;
    }
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public String next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    String line = ahead;
    advance();
    return line;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
