package io.sparksgd.config.parse;

import java.util.Collection;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name that was probably meant. */
final class Suggestion {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private final String name;

  private Suggestion(String name) {
    this.name = name;
  }

  /** The closest of the names, if one is close. */
  static Suggestion of(String written, Collection<String> names) {
    String best = "";
    int least = Math.max(2, written.length() / 3) + 1;
    for (String name : names) {
      int distance = DISTANCE.apply(written, name);
      if (distance < least && distance < name.length()) {
        least = distance;
        best = name;
      }
    }
    return new Suggestion(best);
  }

  /** Such as {@code " (did you mean rate?)"}, or nothing. */
  @Override
  public String toString() {
    return name.isEmpty() ? "" : " (did you mean " + name + "?)";
  }
}
