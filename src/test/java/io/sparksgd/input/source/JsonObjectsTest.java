package io.sparksgd.input.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectsTest {
  private static Object value(String text) throws IOException {
    return JsonObjects.values(text, Map.of("a", 0), new boolean[1])[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":1.10} | 1.10",
        "{\"a\" : -0 } | -0",
        "{\"b\":{\"a\":2},\"a\":1E+5,\"c\":[{\"a\":3}]} | 1E+5",
        "{\"a\":9007199254740993.0\t} | 9007199254740993.0",
        "{'it\"s':1,'a': 1.50} | 1.50",
        "{\"a\":\"x\\\"\\u0041\"} | x\"A",
        "{\"a\":[1.10, {\"k\" :1e2}]} | [1.10, {\"k\" :1e2}]",
        "{\"a\":{\"k\":\"}\\\"\"} } | {\"k\":\"}\\\"\"}",
        "{\"a\":true} | true",
        "{\"a\":NaN} | NaN",
        "{\"a\":1,\"a\":2} | 2",
        "{\"a\":null} |",
        "{} |",
      })
  void aValueIsItsText(String text, String expected) throws IOException {
    assertThat(value(text)).isEqualTo(expected);
  }

  @Test
  void textsMayBeLongerThanTheBuffersOfParsers() throws IOException {
    String digits = "1234567890".repeat(10_000) + ".10";
    String long_ = "\"" + "ä".repeat(100_000) + "\"";
    assertThat(value("{\"b\":" + long_ + ",\"a\":" + digits + "}")).isEqualTo(digits);
    assertThat(value("{\"a\":[" + long_ + ",\t" + digits + " ]}"))
        .isEqualTo("[" + long_ + ",\t" + digits + " ]");
    assertThat(JsonObjects.elements(" [" + long_ + " , {\"k\":" + digits + "},null,\"x\", 1e2]"))
        .containsExactly(long_, "{\"k\":" + digits + "}", "null", "\"x\"", "1e2");
  }

  @Test
  void elementsOfAListAreTexts() throws IOException {
    Object[] values =
        JsonObjects.values(
            "{\"a\":[1.10,null,\"x\",[2.0]],\"b\":null}",
            Map.of("a", 0, "b", 1),
            new boolean[] {true, true});
    assertThat((String[]) values[0]).containsExactly("1.10", null, "x", "[2.0]");
    assertThat(values[1]).isNull();
    assertThatThrownBy(() -> JsonObjects.values("{\"a\":1}", Map.of("a", 0), new boolean[] {true}))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "1",
        "[{\"a\":1}]",
        "{\"a\":1} x",
        "{\"a\":1}{}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1x}",
        "{\"a\":\"\\",
        "{\"b\":[1,}",
        "{\"b\":{\"c\":01}}",
        "{\"a\":1",
        "{a:1}"
      })
  void whatIsNoObjectIsMalformed(String text) {
    assertThatThrownBy(() -> value(text)).isInstanceOf(IOException.class);
  }
}
