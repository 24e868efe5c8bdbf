package io.sparksgd.cli.convert;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes labelled images as LIBSVM lines into a file that appears only once it is whole. */
final class PixelWriter implements AutoCloseable {

  private static final String[] VALUE_TEXT = valueTexts();

  private final Path out;
  private final Path unfinished;
  private final OutputStream stream;
  private final StringBuilder line = new StringBuilder();
  private boolean streamClosed;

  private PixelWriter(Path out, Path unfinished, OutputStream stream) {
    this.out = out;
    this.unfinished = unfinished;
    this.stream = stream;
  }

  /** Opens a hidden file beside {@code out}; makes the folder when it is missing. */
  static PixelWriter open(Path out, Compression compression) throws IOException {
    Path target = out.toAbsolutePath();
    Path folder = target.getParent();
    Files.createDirectories(folder);
    // The dot hides an unfinished file from Spark when the folder is read as a whole.
    String hidden = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
    Path unfinished = folder.resolve(hidden);
    // For a run that is interrupted.
    unfinished.toFile().deleteOnExit();
    OutputStream raw =
        new BufferedOutputStream(
            Files.newOutputStream(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
    return new PixelWriter(target, unfinished, compression.wrap(raw));
  }

  /** Writes {@code label index:pixel/255 ...}, zeros left out, indices from one. */
  void write(int label, byte[] pixels) throws IOException {
    line.setLength(0);
    line.append(label);
    for (int j = 0; j < pixels.length; j++) {
      String text = VALUE_TEXT[Byte.toUnsignedInt(pixels[j])];
      if (!text.isEmpty()) {
        line.append(' ').append(j + 1).append(':').append(text);
      }
    }
    line.append('\n');
    stream.write(line.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Ends the file and gives it its name. */
  void commit() throws IOException {
    streamClosed = true;
    stream.close();
    Files.move(unfinished, out, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Without a {@link #commit} before it, leaves nothing behind. */
  @Override
  public void close() throws IOException {
    try {
      if (!streamClosed) {
        streamClosed = true;
        stream.close();
      }
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** {@code round(100 p / 255) / 100} as the shortest decimal; empty for zero. */
  private static String[] valueTexts() {
    String[] texts = new String[256];
    for (int pixel = 0; pixel < texts.length; pixel++) {
      long hundredths = Math.round(pixel * 100.0 / 255.0);
      texts[pixel] = hundredths == 0 ? "" : shortest(hundredths);
    }
    return texts;
  }

  private static String shortest(long hundredths) {
    if (hundredths % 100 == 0) {
      return Long.toString(hundredths / 100);
    }
    if (hundredths % 10 == 0) {
      return "0." + hundredths / 10;
    }
    return hundredths < 10 ? "0.0" + hundredths : "0." + hundredths;
  }
}
