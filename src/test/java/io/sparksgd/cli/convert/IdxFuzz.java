package io.sparksgd.cli.convert;

import io.sparksgd.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Files of digits, plain and compressed: some items, or refused. */
public final class IdxFuzz implements FuzzTarget {
  private static final byte[] IMAGES = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6
  };

  private final Path file;

  /** Reads from a temporary file, which goes with the process. */
  public IdxFuzz() throws IOException {
    file = Files.createTempFile("idx", ".bin");
    file.toFile().deleteOnExit();
  }

  @Override
  public boolean takes(byte[] input) throws IOException {
    Files.write(file, input);
    try (IdxFile images = IdxFile.openImages(file)) {
      byte[] item = new byte[images.itemBytes()];
      for (int i = 0; i < images.items(); i++) {
        images.read(item);
      }
      images.expectEnd();
      return true;
    } catch (ConvertException e) {
      return false;
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(IMAGES);
    }
    return List.of(IMAGES, bytes.toByteArray());
  }
}
