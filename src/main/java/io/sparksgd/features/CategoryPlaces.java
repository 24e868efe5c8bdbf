package io.sparksgd.features;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Maps the texts of a column to the places of its categories. */
final class CategoryPlaces implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By place. */
  private final String[] categories;

  private transient Map<String, Integer> places;

  /** Of categories that are numbers with a fraction; -1 where several are the same number. */
  private transient Map<BigDecimal, Integer> fractions;

  CategoryPlaces(List<String> categories) {
    this.categories = categories.toArray(new String[0]);
  }

  /**
   * The place of a text; -1 for an unknown or missing one. A number with a fraction that is written
   * in other digits ({@code 1.50} for {@code 1.5}) is the category with that value if there is just
   * one.
   */
  int of(String text) {
    if (text == null) {
      return -1;
    }
    if (places == null) {
      index();
    }
    Integer place = places.get(text);
    if (place == null) {
      place = places.get(CategoryText.of(text));
    }
    if (place == null && !fractions.isEmpty()) {
      BigDecimal number = CategoryText.number(text);
      place = number == null ? null : fractions.get(number);
    }
    return place == null ? -1 : place;
  }

  private void index() {
    Map<String, Integer> byText = new HashMap<>();
    Map<BigDecimal, Integer> byNumber = new HashMap<>();
    for (int place = 0; place < categories.length; place++) {
      byText.putIfAbsent(categories[place], place);
    }
    for (int place = 0; place < categories.length; place++) {
      // Models of earlier versions have whole numbers as their type wrote them.
      byText.putIfAbsent(CategoryText.of(categories[place]), place);
      BigDecimal number = CategoryText.number(categories[place]);
      if (number != null && number.scale() > 0) {
        byNumber.merge(number, place, (one, other) -> -1);
      }
    }
    fractions = byNumber;
    places = byText;
  }
}
