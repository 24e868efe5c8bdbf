package io.sparksgd.cli.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Converts images and labels in the IDX format of MNIST into LIBSVM text.
 *
 * <p>A line is {@code label index:value ...} with one-based indices in row-major pixel order;
 * pixels 0..255 become {@code pixel / 255} rounded to two decimals, and what rounds to zero is left
 * out. The same input gives the same bytes.
 *
 * <p>IDX is described by LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
 */
public final class IdxConverter {

  private IdxConverter() {}

  /**
   * Converts a pair of IDX files, each plain or gzip-compressed.
   *
   * @param images the IDX file of the images (unsigned bytes, three dimensions)
   * @param labels the IDX file of the labels (unsigned bytes, one dimension), as many as images
   * @param out the file to write, ending in {@code .libsvm}, {@code .svm} or {@code .txt}, with
   *     {@code .gz} or {@code .bz2} behind it to compress; appears whole or not at all
   * @param limit the number of rows to take from the beginning at most; all when empty
   * @throws ConvertException if a file is missing or not what it should be, if the limit is below
   *     1, or if {@code out} exists or has another ending
   * @throws IOException if reading or writing fails
   */
  public static ConvertResult convert(Path images, Path labels, Path out, OptionalLong limit)
      throws IOException {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      throw new ConvertException("Invalid limit: " + limit.getAsLong() + " (allowed: 1 or more)");
    }
    Compression compression = Compression.ofName(out);
    if (Files.exists(out)) {
      throw new ConvertException("Invalid output: " + out + " (it exists already)");
    }
    try (IdxFile imageFile = IdxFile.openImages(images);
        IdxFile labelFile = IdxFile.openLabels(labels)) {
      if (imageFile.items() != labelFile.items()) {
        throw new ConvertException(
            "Invalid labels: %s has %d labels, %s has %d images (allowed: as many labels as images)"
                .formatted(labels, labelFile.items(), images, imageFile.items()));
      }
      return write(imageFile, labelFile, out, compression, limit.orElse(Long.MAX_VALUE));
    }
  }

  private static ConvertResult write(
      IdxFile images, IdxFile labels, Path out, Compression compression, long limit)
      throws IOException {
    long rows = Math.min(limit, images.items());
    int classes = 0;
    byte[] label = new byte[1];
    byte[] pixels = new byte[images.itemBytes()];
    try (PixelWriter writer = PixelWriter.open(out, compression)) {
      for (long row = 0; row < rows; row++) {
        images.read(pixels);
        labels.read(label);
        int value = Byte.toUnsignedInt(label[0]);
        classes = Math.max(classes, value + 1);
        writer.write(value, pixels);
      }
      if (rows == images.items()) {
        images.expectEnd();
        labels.expectEnd();
      }
      writer.commit();
    }
    return new ConvertResult(out, rows, images.itemBytes(), classes);
  }
}
