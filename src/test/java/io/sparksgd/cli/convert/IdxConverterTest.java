package io.sparksgd.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxConverterTest {

  /** Three images of 2 x 2 pixels with labels 7, 0, 9. */
  private static final byte[] IMAGES =
      idx(0x0803, new int[] {3, 2, 2}, 0, 255, 128, 0, 0, 0, 0, 0, 1, 2, 26, 51);

  private static final byte[] LABELS = idx(0x0801, new int[] {3}, 7, 0, 9);

  private static final String EXPECTED = "7 2:1 3:0.5\n0\n9 2:0.01 3:0.1 4:0.2\n";

  @TempDir Path folder;

  @Test
  void writesOneBasedLinesWithoutZerosAndPixelsOver255() throws IOException {
    ConvertResult result = convert(IMAGES, LABELS, "out.libsvm");

    assertThat(folder.resolve("out.libsvm")).hasContent(EXPECTED);
    assertThat(result).isEqualTo(new ConvertResult(folder.resolve("out.libsvm"), 3, 4, 10));
  }

  @Test
  void everyPixelValueIsItsShareOf255ToTwoDecimals() throws IOException {
    byte[] pixels = new byte[256];
    for (int p = 0; p < 256; p++) {
      pixels[p] = (byte) p;
    }
    byte[] images =
        ByteBuffer.allocate(16 + 256)
            .putInt(0x0803)
            .putInt(1)
            .putInt(16)
            .putInt(16)
            .put(pixels)
            .array();
    convert(images, idx(0x0801, new int[] {1}, 255), "out.txt");

    double[] found = new double[256];
    String[] tokens = Files.readString(folder.resolve("out.txt")).trim().split(" ");
    assertThat(tokens[0]).isEqualTo("255");
    for (String token : Arrays.asList(tokens).subList(1, tokens.length)) {
      String[] pair = token.split(":");
      found[Integer.parseInt(pair[0]) - 1] = Double.parseDouble(pair[1]);
    }
    for (int p = 0; p < 256; p++) {
      assertThat(found[p]).isEqualTo(Math.rint(p * 100 / 255.0) / 100);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.libsvm.gz", "out.libsvm.bz2", "deep/er/out.svm.gz"})
  void compressesAsTheNameSaysAndMakesTheFolder(String name) throws IOException {
    convert(IMAGES, LABELS, name);

    assertThat(text(folder.resolve(name))).isEqualTo(EXPECTED);
  }

  @Test
  void readsGzipInputByItsContent() throws IOException {
    convert(gzip(IMAGES), gzip(LABELS), "out.libsvm");

    assertThat(folder.resolve("out.libsvm")).hasContent(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"libsvm", "libsvm.gz", "libsvm.bz2"})
  void theSameInputGivesTheSameBytes(String ending) throws IOException {
    convert(IMAGES, LABELS, "a." + ending);
    convert(gzip(IMAGES), LABELS, "b." + ending);

    assertThat(folder.resolve("a." + ending)).hasSameBinaryContentAs(folder.resolve("b." + ending));
  }

  @Test
  void limitTakesTheFirstRows() throws IOException {
    ConvertResult result = convert(IMAGES, LABELS, "out.libsvm", OptionalLong.of(1));

    assertThat(folder.resolve("out.libsvm")).hasContent("7 2:1 3:0.5\n");
    assertThat(result.rows()).isEqualTo(1);
    assertThat(result.classes()).isEqualTo(8);
  }

  @Test
  void limitAboveTheRowsTakesAll() throws IOException {
    assertThat(convert(IMAGES, LABELS, "out.libsvm", OptionalLong.of(1000)).rows()).isEqualTo(3);
  }

  @Test
  void rejectsALimitBelowOne() {
    assertThatThrownBy(() -> convert(IMAGES, LABELS, "out.libsvm", OptionalLong.of(0)))
        .isInstanceOf(ConvertException.class)
        .hasMessage("Invalid limit: 0 (allowed: 1 or more)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.zst", "out.libsvm.xz", "out.bz2", ".libsvm", "out"})
  void rejectsOtherEndings(String name) {
    assertThatThrownBy(() -> convert(IMAGES, LABELS, name))
        .isInstanceOf(ConvertException.class)
        .hasMessageStartingWith("Invalid output: ")
        .hasMessageContaining(
            name + " (allowed: a name ending in .libsvm, .svm or .txt, then nothing, .gz or .bz2)");
    assertThat(outputs()).isEmpty();
  }

  @Test
  void leavesAnExistingOutputAlone() throws IOException {
    Path out = Files.writeString(folder.resolve("out.libsvm"), "mine");

    assertThatThrownBy(() -> convert(IMAGES, LABELS, "out.libsvm"))
        .isInstanceOf(ConvertException.class)
        .hasMessage("Invalid output: " + out + " (it exists already)");
    assertThat(out).hasContent("mine");
  }

  @Test
  void namesAMissingFileAndAFolder() {
    Path missing = folder.resolve("none");
    Path out = folder.resolve("out.libsvm");

    assertThatThrownBy(() -> IdxConverter.convert(missing, missing, out, OptionalLong.empty()))
        .isInstanceOf(ConvertException.class)
        .hasMessage("Invalid IDX file: " + missing + " does not exist");
    assertThatThrownBy(() -> IdxConverter.convert(folder, missing, out, OptionalLong.empty()))
        .isInstanceOf(ConvertException.class)
        .hasMessage("Invalid IDX file: " + folder + " is not a file");
  }

  @Test
  void saysWhenImagesAndLabelsAreSwapped() {
    assertFails(
        LABELS,
        IMAGES,
        "begins with 0x00000801 (allowed: 0x00000803 for images; this is a" + " file of labels)");
    assertFails(
        IMAGES,
        IMAGES,
        "begins with 0x00000803 (allowed: 0x00000801 for labels; this is a" + " file of images)");
  }

  @Test
  void rejectsWhatIsNoIdxFile() {
    assertFails(
        "hello world".getBytes(StandardCharsets.US_ASCII),
        LABELS,
        "begins with 0x68656c6c (allowed: 0x00000803 for images)");
    assertFails(new byte[0], LABELS, "ends or is damaged in its header");
    assertFails(Arrays.copyOf(IMAGES, 13), LABELS, "ends or is damaged in its header");
    assertFails(Arrays.copyOf(gzip(IMAGES), 5), LABELS, "ends or is damaged in its header");
  }

  @Test
  void rejectsImpossibleDimensions() {
    assertFails(
        idx(0x0803, new int[] {-1, 2, 2}),
        LABELS,
        "has -1 items in its header (allowed: 1 or more)");
    assertFails(
        idx(0x0803, new int[] {3, 0, 2}),
        LABELS,
        "has images of 0 x 2 pixels in its header (allowed: 1 to 16777216 pixels)");
    assertFails(
        idx(0x0803, new int[] {3, 65536, 65536}),
        LABELS,
        "has images of 65536 x 65536 pixels in its header (allowed: 1 to 16777216 pixels)");
    assertFails(
        idx(0x0803, new int[] {3, -2, -2}),
        LABELS,
        "has images of -2 x -2 pixels in its header (allowed: 1 to 16777216 pixels)");
  }

  @Test
  void rejectsAnotherNumberOfLabels() {
    assertThatThrownBy(() -> convert(IMAGES, idx(0x0801, new int[] {2}, 1, 2), "out.libsvm"))
        .isInstanceOf(ConvertException.class)
        .hasMessage(
            "Invalid labels: %s has 2 labels, %s has 3 images (allowed: as many labels as images)",
            folder.resolve("labels"), folder.resolve("images"));
  }

  @Test
  void rejectsTruncatedAndOverlongFiles() {
    assertFails(
        Arrays.copyOf(IMAGES, IMAGES.length - 1),
        LABELS,
        "ends or is damaged in item 3 (its header says 3 items of 4 bytes)");
    assertFails(
        IMAGES,
        Arrays.copyOf(LABELS, LABELS.length - 2),
        "ends or is damaged in item 2 (its header says 3 items of 1 bytes)");
    assertFails(
        Arrays.copyOf(IMAGES, IMAGES.length + 1),
        LABELS,
        "goes on after the 3 items of 4 bytes of its header");
  }

  /** Any damage gives a message or a whole file, never a half one or another exception. */
  @Test
  void randomDamageIsAlwaysReportedInWords() throws IOException {
    Random random = new Random(20261123);
    List<byte[]> originals = List.of(IMAGES, gzip(IMAGES));
    int failures = 0;
    for (int attempt = 0; attempt < 400; attempt++) {
      byte[] damaged = damage(originals.get(attempt % 2), random);
      try {
        convert(damaged, LABELS, "out.libsvm");
        assertThat(Files.readAllLines(folder.resolve("out.libsvm"))).hasSize(3);
        Files.delete(folder.resolve("out.libsvm"));
      } catch (ConvertException e) {
        failures++;
        assertThat(e.getMessage()).startsWith("Invalid ").contains(folder.toString());
      }
      assertThat(outputs()).isEmpty();
    }
    assertThat(failures).isBetween(100, 399);
  }

  private static byte[] damage(byte[] original, Random random) {
    byte[] damaged = Arrays.copyOf(original, original.length - random.nextInt(3));
    for (int k = 0; k <= random.nextInt(3); k++) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private void assertFails(byte[] images, byte[] labels, String message) {
    assertThatThrownBy(() -> convert(images, labels, "out.libsvm"))
        .isInstanceOf(ConvertException.class)
        .hasMessageStartingWith("Invalid IDX file: " + folder)
        .hasMessageEndingWith(message);
    assertThat(outputs()).isEmpty();
  }

  private ConvertResult convert(byte[] images, byte[] labels, String out) throws IOException {
    return convert(images, labels, out, OptionalLong.empty());
  }

  private ConvertResult convert(byte[] images, byte[] labels, String out, OptionalLong limit)
      throws IOException {
    return IdxConverter.convert(
        Files.write(folder.resolve("images"), images),
        Files.write(folder.resolve("labels"), labels),
        folder.resolve(out),
        limit);
  }

  /** Whatever lies in the folder besides the input, hidden files as well. */
  private List<String> outputs() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("images") && !name.equals("labels"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (InputStream in =
        file.toString().endsWith(".gz")
            ? new GZIPInputStream(new ByteArrayInputStream(bytes))
            : new BZip2CompressorInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] idx(int magic, int[] dimensions, int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    buffer.putInt(magic);
    for (int dimension : dimensions) {
      buffer.putInt(dimension);
    }
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.array();
  }
}
