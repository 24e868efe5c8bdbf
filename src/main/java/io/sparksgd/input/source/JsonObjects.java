package io.sparksgd.input.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes JSON apart by text: numbers keep all their digits, and objects and arrays inside stay as
 * they were written. What is allowed is what Spark allows: names and texts in single quotes, too,
 * and the numbers {@code NaN} and {@code Infinity}.
 */
final class JsonObjects {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonObjects() {}

  /** The texts of the elements of an array. */
  static List<String> elements(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text.toCharArray())) {
      expect(parser, JsonToken.START_ARRAY);
      List<String> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(raw(parser, text));
      }
      end(parser);
      return elements;
    }
  }

  /**
   * The values of an object by their places; the last one where a name is there twice.
   *
   * @param places by name; other values are not looked at
   * @param lists by place, whether the value is an array, whose elements become texts
   * @return a text, null for {@code null}, or an array of these
   * @throws IOException if the text is no object or more than one, or a list is no array
   */
  static Object[] values(String text, Map<String, Integer> places, boolean[] lists)
      throws IOException {
    Object[] values = new Object[lists.length];
    try (JsonParser parser = FACTORY.createParser(text.toCharArray())) {
      expect(parser, JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        Integer place = places.get(parser.currentName());
        parser.nextToken();
        if (place == null) {
          parser.skipChildren();
        } else {
          values[place] = lists[place] ? list(parser, text) : value(parser, text);
        }
      }
      end(parser);
    }
    return values;
  }

  private static String[] list(JsonParser parser, String text) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new IOException("no array");
    }
    List<String> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser, text));
    }
    return elements.toArray(new String[0]);
  }

  private static String value(JsonParser parser, String text) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> parser.getText();
      default -> raw(parser, text);
    };
  }

  /** The value at which the parser is, as it is written. */
  private static String raw(JsonParser parser, String text) throws IOException {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    if (parser.currentToken().isNumeric()) {
      return parser.getText();
    }
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      // A parser reads the rest of a text only when it is asked for.
      parser.finishToken();
    }
    parser.skipChildren();
    return text.substring(from, (int) parser.currentLocation().getCharOffset());
  }

  private static void expect(JsonParser parser, JsonToken begin) throws IOException {
    if (parser.nextToken() != begin) {
      throw new IOException("no " + begin);
    }
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new IOException("text after the end");
    }
  }
}
