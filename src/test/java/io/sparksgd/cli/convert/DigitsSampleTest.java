package io.sparksgd.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed digits are what {@code data/README.md} says. */
class DigitsSampleTest {

  private static final Path DATA = Path.of("data");

  @ParameterizedTest
  @CsvSource({"digits.train.libsvm.bz2,10000", "digits.test.libsvm.bz2,2000"})
  void filesHaveTheDigestTheRowsAndTheLabelsOfTheReadme(String name, int rows)
      throws IOException, NoSuchAlgorithmException {
    byte[] bytes = Files.readAllBytes(DATA.resolve(name));
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(Files.readString(DATA.resolve("README.md")))
        .containsPattern("`%s` \\| %,d \\| .* `%s`".formatted(name, rows, digest));

    List<String> lines = lines(DATA.resolve(name));
    assertThat(lines).hasSize(rows);
    assertThat(lines.stream().map(line -> line.substring(0, 2)).distinct().sorted())
        .containsExactly("0 ", "1 ", "2 ", "3 ", "4 ", "5 ", "6 ", "7 ", "8 ", "9 ");
  }

  @Test
  void readmeAndScriptNameTheSameSources() throws IOException {
    String readme = Files.readString(DATA.resolve("README.md"));
    String script = Files.readString(Path.of("scripts/fetch-digits"));
    List<MatchResult> sources =
        Pattern.compile("([0-9a-f]{64})  (\\S+-ubyte)").matcher(script).results().toList();

    assertThat(sources).hasSize(4);
    for (MatchResult source : sources) {
      assertThat(readme).contains("| `" + source.group(2) + "` | `" + source.group(1) + "` |");
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new BZip2CompressorInputStream(Files.newInputStream(file)),
                StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    }
  }
}
