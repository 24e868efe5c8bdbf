package io.sparksgd.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps credentials out of what is written and shown: the user parts of addresses, as in {@code
 * s3a://key:secret@bucket}; signatures in their queries; values whose key says that they are
 * secret, as {@code fs.s3a.secret.key}; tokens of bearers.
 */
public final class Secrets {
  private static final String HIDDEN = "***";

  private static final String WORD =
      "(?:secret|passw(?:or)?d|passphrase|pwd|token|credential|(?:access|account|api|private)[._-]?key)";

  private static final Pattern SECRET_KEY = Pattern.compile(WORD, Pattern.CASE_INSENSITIVE);

  /** A step of a path, as in {@code /token=abc/run1}: the secret ends with the step. */
  private static final Pattern STEP =
      Pattern.compile(
          "(/[\\w.-]{0,64}?" + WORD + "[\\w.-]{0,64}=)[^/\\s,;&\"'(){}\\[\\]]+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "("
              + WORD
              + "[\\w.-]{0,64}[\"']?\\s*[=:]\\s*)(?!\\*\\*\\*/)(?:\"[^\"]*\"|'[^']*'|[^\\s,;&\"'(){}\\[\\]]+)",
          Pattern.CASE_INSENSITIVE);

  /** A secret may have slashes; a port before a path with an {@code @} is none. */
  private static final Pattern USER_INFO =
      Pattern.compile(
          "://(?:[^/\\s]{1,512}|(?![^\\s@/:]{0,512}:[0-9]{1,5}/)[^\\s@/:]{0,512}:[^\\s@]{1,512})@");

  private static final Pattern SIGNED =
      Pattern.compile(
          "((?:[?&](?:sig|key)|\\b[\\w-]{0,64}signature)=)[^&\\s]+", Pattern.CASE_INSENSITIVE);

  private static final Pattern BEARER =
      Pattern.compile("(\\bbearer\\s+)[^\\s,;\"']+", Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /** A copy of plain values, maps and lists with their secrets replaced. */
  public static Object hidden(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, item) -> {
            String name = String.valueOf(key);
            boolean plain = !(item instanceof Map<?, ?> || item instanceof List<?>);
            boolean secret = plain && item != null && SECRET_KEY.matcher(name).find();
            copy.put(name, secret ? HIDDEN : hidden(item));
          });
      return copy;
    } else if (value instanceof List<?> list) {
      return list.stream().map(Secrets::hidden).toList();
    } else if (value instanceof String text) {
      return hidden(text);
    } else {
      return value;
    }
  }

  /** A text with its secrets replaced. */
  public static String hidden(String text) {
    String users = USER_INFO.matcher(text).replaceAll("://" + HIDDEN + "@");
    String signatures = SIGNED.matcher(users).replaceAll("$1" + HIDDEN);
    String steps = STEP.matcher(signatures).replaceAll("$1" + HIDDEN);
    String bearers = BEARER.matcher(steps).replaceAll("$1" + HIDDEN);
    return ASSIGNED.matcher(bearers).replaceAll("$1" + HIDDEN);
  }

  /**
   * The secrets of paths as one regular expression, for {@code spark.redaction.string.regex}: Spark
   * replaces all that it matches in the plans that its pages and event logs show.
   */
  public static String pathPattern() {
    return "(?i)"
        + WORD
        + "[\\w.-]{0,64}=[^/\\s,;&\\])]+"
        + "|(?<=[?&])(?:sig|key|[\\w-]{0,64}signature)=[^&\\s,\\])]+"
        + "|(?<=://)[^/\\s]{1,512}@";
  }
}
