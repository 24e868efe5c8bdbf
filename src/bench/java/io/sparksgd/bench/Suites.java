package io.sparksgd.bench;

import java.util.List;
import java.util.stream.Collectors;

/** The suites there are, in the order in which they run. */
final class Suites {
  private static final List<Suite> ALL =
      List.of(
          new StepSuite(),
          new RowsSuite(),
          new FullPassSuite(),
          new WideSuite(),
          new TimeToLossSuite(),
          new CommunicationSuite(),
          new LargeBatchSuite(),
          new NetworksSuite());

  private Suites() {}

  static List<Suite> all() {
    return ALL;
  }

  /**
   * The suite of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Suite named(String name) {
    return ALL.stream()
        .filter(suite -> suite.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid suite: "
                        + name
                        + ALL.stream()
                            .map(Suite::name)
                            .collect(Collectors.joining(", ", " (allowed: ", ")"))));
  }
}
