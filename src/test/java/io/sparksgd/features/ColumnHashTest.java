package io.sparksgd.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The places of hashed categories, so that saved models stay right. */
class ColumnHashTest {
  /** Computed by FeatureHasher of Spark 4.2; {@code FitTest} compares whole vectors with it. */
  @ParameterizedTest
  @CsvSource({
    "'',688,465",
    "a,545,375",
    "ab,720,717",
    "abc,562,156",
    "abcd,604,311",
    "abcde,281,395",
    "\u00fc\u20ac,266,250",
    "\ud83d\ude00,957,220",
    "1,56,988",
    "x y,864,894"
  })
  void placesAreThoseOfSparksFeatureHasher(String text, int once, int twice) {
    assertThat(ColumnHash.place("site", text, 1009)).isEqualTo(once);
    assertThat(ColumnHash.place("site", text + "-" + text, 1009)).isEqualTo(twice);
  }
}
