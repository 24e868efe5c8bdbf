package io.sparksgd.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which text a cell is a category. */
class CategoryTextTest {
  @Test
  void aWholeNumberIsTheSameCategoryWhateverItsType() {
    for (Object one :
        List.of(
            (byte) 1,
            (short) 1,
            1,
            1L,
            1f,
            1.0,
            "1",
            "1.0",
            "1.00",
            "1e0",
            "10E-1",
            new BigDecimal("1.00"))) {
      assertThat(CategoryText.of(one)).as("%s of %s", one, one.getClass()).isEqualTo("1");
    }
    for (Object zero : List.of(0, -0.0, 0f, "-0", "-0.0", "0e9", new BigDecimal("0.00"))) {
      assertThat(CategoryText.of(zero)).as("%s of %s", zero, zero.getClass()).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "True, true",
    "TRUE, true",
    "False, false",
    "FALSE, false",
    "truE1, truE1"
  })
  void aBooleanIsTheSameCategoryInAnyCase(String text, String category) {
    assertThat(CategoryText.of(text)).isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0E7, 10000000",
    "-1.20E1, -12",
    "9007199254740993, 9007199254740993",
    "9.007199254740992E15, 9007199254740992",
  })
  void largeNumbersHaveAllTheirDigits(String text, String category) {
    assertThat(CategoryText.of(text)).isEqualTo(category);
  }

  @Test
  void typesAgreeOnLargeNumbers() {
    assertThat(CategoryText.of(1e300)).isEqualTo(CategoryText.of("1.0E300")).hasSize(301);
    assertThat(CategoryText.of(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(CategoryText.of(1e10f)).isEqualTo(CategoryText.of(10_000_000_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "01",
        "+1",
        "1.",
        ".5",
        "0x10",
        "1d",
        "1e",
        "1e+",
        "-",
        "1.5",
        "3.10",
        "NaN",
        "Infinity",
        "true",
        "1e9999999",
        "1-2",
        "--1",
        "1.0.0",
        "1,0",
        "\u0661"
      })
  void whatIsNoWholeNumberStaysAsItIs(String text) {
    assertThat(CategoryText.of(text)).isEqualTo(text);
  }

  @Test
  void otherCellsAreWhatTheyShow() {
    assertThat(CategoryText.of(true)).isEqualTo("true");
    assertThat(CategoryText.of(0.1f)).isEqualTo("0.1");
    assertThat(CategoryText.of(new BigDecimal("1.50"))).isEqualTo("1.50");
    assertThat(CategoryText.of(Double.NaN)).isEqualTo("NaN");
    assertThat(CategoryText.of(null)).isNull();
  }

  @Test
  void aFractionInOtherDigitsIsTheOneCategoryWithItsValue() {
    CategoryPlaces places = new CategoryPlaces(List.of("1.5", "3.1", "3.10", "x"));

    assertThat(places.of("1.50")).isZero();
    assertThat(places.of("15e-1")).isZero();
    assertThat(places.of("3.1")).isEqualTo(1);
    assertThat(places.of("3.10")).isEqualTo(2);
    assertThat(places.of("3.100")).as("one of two").isEqualTo(-1);
    assertThat(places.of("y")).isEqualTo(-1);
    assertThat(places.of(null)).isEqualTo(-1);
  }

  @Test
  void modelsOfEarlierVersionsHaveWholeNumbersAsTheirTypesWroteThem() {
    CategoryPlaces places = new CategoryPlaces(List.of("2.0", "1.0"));

    assertThat(places.of(CategoryText.of(1))).isEqualTo(1);
    assertThat(places.of(CategoryText.of(2.0))).isZero();
  }
}
