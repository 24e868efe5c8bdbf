package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibsvmParserTest {
  private final LibsvmParser parser = new LibsvmParser(IndexBase.ONE);

  @Test
  void readsLabelAndPairs() throws Exception {
    RowBlock block = parse("-1 1:0.5 3:-2e3 10:7");
    assertThat(block.rows()).isEqualTo(1);
    assertThat(block.label(0)).isEqualTo(-1);
    assertThat(block.weight(0)).isEqualTo(1);
    assertThat(row(block)).containsOnlyKeys(0, 2, 9);
    assertThat(row(block)).containsEntry(0, 0.5).containsEntry(2, -2000.0).containsEntry(9, 7.0);
  }

  @Test
  void theIndexBaseDecidesWhichFeatureComesFirst() throws Exception {
    BlockBuilder builder = new BlockBuilder();
    new LibsvmParser(IndexBase.ZERO).parse("1 0:5 4:6", builder);
    assertThat(row(builder.build())).containsEntry(0, 5.0).containsEntry(4, 6.0);
  }

  @Test
  void takesAnyWhiteSpaceAndComments() throws Exception {
    RowBlock block = parse("\uFEFF \t+1\u000B\f 1:1\t\t2:2 \u2003 3:3# 4:4 nonsense\r");
    assertThat(block.label(0)).isEqualTo(1);
    assertThat(row(block)).containsOnlyKeys(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\r\n", "# 1 1:1", "  # comment", "\uFEFF"})
  void skipsBlankLinesAndComments(String line) throws Exception {
    BlockBuilder builder = new BlockBuilder();
    assertThat(parser.parse(line, builder)).isFalse();
    assertThat(builder.rows()).isZero();
  }

  @Test
  void aRowNeedsNoFeatures() throws Exception {
    RowBlock block = parse("3");
    assertThat(block.rows()).isEqualTo(1);
    assertThat(block.features()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 0:1 | index 0 in a file read as one-based",
        "1 3:1 2:1 | Invalid index: 2 after 3 (allowed: rising)",
        "1 3:1 7:0 7:1 | Invalid index: 7 twice (allowed: once in a row)",
        "1 3:1 4 | Invalid pair: 4 (allowed: index:value)",
        "1 3: 4:1 | Invalid pair: 3: (allowed: index:value)",
        "1 :4 | Invalid pair: :4 (allowed: index:value)",
        "1 3:4:5 | Invalid pair: 3:4:5 (allowed: index:value)",
        "1 -3:4 | Invalid pair: -3:4 (allowed: index:value)",
        "1 3:0x1p3 | Invalid pair: 3:0x1p3 (allowed: index:value)",
        "1 3:1.5f | Invalid pair: 3:1.5f (allowed: index:value)",
        "1 3:1e | Invalid pair: 3:1e (allowed: index:value)",
        "1 3:. | Invalid pair: 3:. (allowed: index:value)",
        "1 3:1,5 | Invalid pair: 3:1,5 (allowed: index:value)",
        "1 qid:3 1:2 | Invalid pair: qid:3 (allowed: index:value; query ids are not supported)",
        "1 7:NaN | Invalid value: NaN at index 7 (allowed: finite numbers)",
        "1 7:-inf | Invalid value: -Infinity at index 7 (allowed: finite numbers)",
        "1 7:1e999 | Invalid value: Infinity at index 7 (allowed: finite numbers)",
        "nan 7:1 | Invalid label: NaN (allowed: finite numbers)",
        "Infinity 7:1 | Invalid label: Infinity (allowed: finite numbers)",
        "cat 7:1 | Invalid label: cat (allowed: finite numbers)",
        "1:5 7:1 | Invalid label: 1:5 (allowed: finite numbers)",
        "1,2 7:1 | Invalid label: 1,2 (allowed: finite numbers)",
        "1 2147483648:1 | index 2147483648 (allowed: up to 2147483647)",
      })
  void saysWhatIsWrongWithALine(String line, String reason) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(BadRowException.class).hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ONE | 1 130:1 | index 130 (allowed: up to 123, the number of features)",
        "ONE | 1 124:1 | index 124 (allowed: up to 123, the number of features)",
        "ZERO | 1 123:1 | index 123 (allowed: up to 122, one less than the number of features)",
      })
  void indicesStayWithinNumFeatures(IndexBase base, String line, String reason) {
    assertThatThrownBy(() -> new LibsvmParser(base, 123).parse(line, new BlockBuilder()))
        .isInstanceOf(BadRowException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource({"ONE, 1 123:1", "ZERO, 1 122:1"})
  void theLastFeatureIsAllowed(IndexBase base, String line) throws Exception {
    BlockBuilder builder = new BlockBuilder();
    assertThat(new LibsvmParser(base, 123).parse(line, builder)).isTrue();
    assertThat(builder.build().features()).isEqualTo(123);
  }

  @Test
  void rejectsNumFeaturesBelowOne() {
    assertThatThrownBy(() -> new LibsvmParser(IndexBase.ONE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid num-features: 0 (allowed: 1 or more)");
  }

  @Test
  void longTokensAreShownShortenedOnOneLine() {
    assertThatThrownBy(() -> parse("1 " + "x".repeat(1000)))
        .isInstanceOf(BadRowException.class)
        .hasMessage("Invalid pair: " + "x".repeat(40) + "... (allowed: index:value)");
    assertThatThrownBy(() -> parse("a\u0085b 1:1"))
        .isInstanceOf(BadRowException.class)
        .hasMessage("Invalid label: a?b (allowed: finite numbers)");
  }

  @Test
  void aBadLineLeavesTheBuilderUnchanged() throws Exception {
    BlockBuilder builder = new BlockBuilder();
    parser.parse("1 1:1 2:2", builder);
    assertThatThrownBy(() -> parser.parse("2 1:5 9:6 8:7", builder))
        .isInstanceOf(BadRowException.class);
    assertThatThrownBy(() -> parser.parse("x 1:5", builder)).isInstanceOf(BadRowException.class);
    RowBlock block = builder.build();
    assertThat(block.rows()).isEqualTo(1);
    assertThat(block.features()).isEqualTo(2);
    assertThat(row(block)).containsEntry(0, 1.0).containsEntry(1, 2.0);
  }

  private RowBlock parse(String line) throws BadRowException {
    BlockBuilder builder = new BlockBuilder();
    assertThat(parser.parse(line, builder)).isTrue();
    return builder.build();
  }

  private static TreeMap<Integer, Double> row(RowBlock block) {
    TreeMap<Integer, Double> row = new TreeMap<>();
    block.forEach(
        0,
        (index, value) -> {
          if (value != 0) {
            row.put(index, value);
          }
        });
    return row;
  }
}
