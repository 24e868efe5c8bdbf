package io.sparksgd.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps credentials that stand in addresses, as in {@code s3a://key:secret@bucket}, out of files.
 */
final class Secrets {
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]+@");

  private Secrets() {}

  /** A copy of plain values, maps and lists with the user parts of addresses replaced. */
  static Object hidden(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, item) -> copy.put(String.valueOf(key), hidden(item)));
      return copy;
    } else if (value instanceof List<?> list) {
      return list.stream().map(Secrets::hidden).toList();
    } else if (value instanceof String text) {
      return hidden(text);
    } else {
      return value;
    }
  }

  /** A text with the user parts of addresses replaced. */
  static String hidden(String text) {
    return USER_INFO.matcher(text).replaceAll("://***@");
  }
}
