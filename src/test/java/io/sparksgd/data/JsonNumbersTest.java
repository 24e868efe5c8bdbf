package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {
  @Test
  void numbersOfAnObjectGetQuotes() {
    assertThat(
            JsonNumbers.quoted(
                "{\"a\":1.10,\"b\" : -0 , \"c\":1E+5,\"d\":9007199254740993.0\t,\"e\":0.5e-3}"))
        .isEqualTo(
            "{\"a\":\"1.10\",\"b\" : \"-0\" , \"c\":\"1E+5\",\"d\":\"9007199254740993.0\""
                + "\t,\"e\":\"0.5e-3\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"1.5\",\"b:1\":\"x\\\":2,\",\"c\":true,\"d\":null,\"\\\\\":\"\"}",
        "{\"a\":[1.5,{\"k\":2}],\"v\":{\"values\":[1.0],\"size\":3}}",
        "[{\"a\":1.5}]",
        "{}",
        "",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5,\"b\":-}",
        "{\"a\":1e}",
        "{\"a\":+1}",
        "{\"a\":1x,\"b\":NaN}",
        "{\"a\":\"\\",
        "1:2"
      })
  void allElseStaysAsItIs(String text) {
    assertThat(JsonNumbers.quoted(text)).isEqualTo(text);
  }
}
