package io.sparksgd.cli.convert;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One IDX file of unsigned bytes, read item by item.
 *
 * <p>Layout, big endian: a magic number {@code 0x0000 08 dd} with {@code dd} dimensions, the size
 * of each dimension as a 32-bit integer, then the bytes.
 */
final class IdxFile implements AutoCloseable {

  private static final int LABEL_MAGIC = 0x0801;
  private static final int IMAGE_MAGIC = 0x0803;

  /** An image has at most this many pixels, so that a broken header cannot ask for all memory. */
  private static final int MAX_PIXELS = 1 << 24;

  private final Path path;
  private final DataInputStream in;
  private final int items;
  private final int itemBytes;
  private long itemsRead;

  private IdxFile(Path path, DataInputStream in, int items, int itemBytes) {
    this.path = path;
    this.in = in;
    this.items = items;
    this.itemBytes = itemBytes;
  }

  static IdxFile openImages(Path path) throws IOException {
    return open(path, IMAGE_MAGIC);
  }

  static IdxFile openLabels(Path path) throws IOException {
    return open(path, LABEL_MAGIC);
  }

  int items() {
    return items;
  }

  int itemBytes() {
    return itemBytes;
  }

  /** Reads the next item into {@code into}, {@link #itemBytes()} long. */
  void read(byte[] into) throws IOException {
    try {
      in.readFully(into);
    } catch (EOFException | ZipException e) {
      throw new ConvertException(
          "Invalid IDX file: %s ends or is damaged in item %d (its header says %d items of %d bytes)"
              .formatted(path, itemsRead + 1, items, itemBytes),
          e);
    }
    itemsRead++;
  }

  /** Fails if there are bytes after the last item. */
  void expectEnd() throws IOException {
    int next;
    try {
      next = in.read();
    } catch (EOFException | ZipException e) {
      throw new ConvertException(
          "Invalid IDX file: " + path + " is damaged after its last item", e);
    }
    if (next >= 0) {
      throw new ConvertException(
          "Invalid IDX file: %s goes on after the %d items of %d bytes of its header"
              .formatted(path, items, itemBytes));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static IdxFile open(Path path, int magic) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new ConvertException(
          "Invalid IDX file: "
              + path
              + (Files.exists(path) ? " is not a file" : " does not exist"));
    }
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    try {
      return readHeader(path, new DataInputStream(unzipped(raw)), magic);
    } catch (EOFException | ZipException e) {
      raw.close();
      throw new ConvertException(
          "Invalid IDX file: " + path + " ends or is damaged in its header", e);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static IdxFile readHeader(Path path, DataInputStream in, int magic) throws IOException {
    checkMagic(path, in.readInt(), magic);
    int items = in.readInt();
    if (items < 1) {
      throw new ConvertException(
          "Invalid IDX file: %s has %d items in its header (allowed: 1 or more)"
              .formatted(path, items));
    }
    if (magic == LABEL_MAGIC) {
      return new IdxFile(path, in, items, 1);
    }
    int height = in.readInt();
    int width = in.readInt();
    long pixels = (long) height * width;
    if (height < 1 || width < 1 || pixels > MAX_PIXELS) {
      throw new ConvertException(
          "Invalid IDX file: %s has images of %d x %d pixels in its header (allowed: 1 to %d pixels)"
              .formatted(path, height, width, MAX_PIXELS));
    }
    return new IdxFile(path, in, items, (int) pixels);
  }

  private static void checkMagic(Path path, int found, int expected) {
    if (found == expected) {
      return;
    }
    String hint = "";
    if (found == LABEL_MAGIC) {
      hint = "; this is a file of labels";
    } else if (found == IMAGE_MAGIC) {
      hint = "; this is a file of images";
    }
    throw new ConvertException(
        "Invalid IDX file: %s begins with 0x%08x (allowed: 0x%08x for %s%s)"
            .formatted(path, found, expected, expected == IMAGE_MAGIC ? "images" : "labels", hint));
  }

  /** Looks at the content, not at the name: IDX begins with a zero byte, gzip does not. */
  private static InputStream unzipped(InputStream raw) throws IOException {
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw;
  }
}
