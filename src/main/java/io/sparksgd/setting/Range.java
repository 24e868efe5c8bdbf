package io.sparksgd.setting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers between bounds. The words that a message shows are those that declare it: {@code from a},
 * {@code above a}, with {@code to b}, {@code to below b} or {@code , up to b}; {@code between a and
 * b} without both; nothing for any number.
 *
 * @param words the declaration
 */
public record Range(String words, Bound least, Bound most) {
  private static final Pattern WORDS =
      Pattern.compile(
          "(?:(?<from>from|above) (?<a>\\S+?))?(?:,? (?<to>to below|to|up to) (?<b>\\S+))?");
  private static final Pattern BETWEEN = Pattern.compile("between (\\S+) and (\\S+)");

  /** An end of a range. */
  public record Bound(double value, End end) {}

  /** Whether a bound is in the range. */
  public enum End {
    INCLUDED,
    EXCLUDED
  }

  /**
   * The range of a declaration.
   *
   * @throws IllegalArgumentException if the words are of another form
   */
  public static Range of(String words) {
    Matcher between = BETWEEN.matcher(words);
    if (between.matches()) {
      return new Range(
          words, bound(between.group(1), End.EXCLUDED), bound(between.group(2), End.EXCLUDED));
    }
    Matcher matcher = WORDS.matcher(words);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid range: " + words + " (allowed: from 0 to 1, ...)");
    }
    Bound least =
        matcher.group("a") == null
            ? new Bound(Double.NEGATIVE_INFINITY, End.INCLUDED)
            : bound(matcher.group("a"), end(matcher.group("from").equals("above")));
    Bound most =
        matcher.group("b") == null
            ? new Bound(Double.POSITIVE_INFINITY, End.INCLUDED)
            : bound(matcher.group("b"), end(matcher.group("to").equals("to below")));
    return new Range(words, least, most);
  }

  private static Bound bound(String number, End end) {
    return new Bound(Double.parseDouble(number), end);
  }

  private static End end(boolean excluded) {
    return excluded ? End.EXCLUDED : End.INCLUDED;
  }

  /** Whether a number is in the range; NaN is in none. */
  public boolean contains(double number) {
    boolean above = least.end == End.EXCLUDED ? number > least.value : number >= least.value;
    boolean below = most.end == End.EXCLUDED ? number < most.value : number <= most.value;
    return above && below;
  }
}
