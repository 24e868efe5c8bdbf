package io.sparksgd.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line of the soak.
 *
 * @param scenarios in the order in which they run
 */
record SoakArguments(SoakPlan plan, List<Scenario> scenarios) {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /**
   * Reads {@code [SCENARIO ...] [--seed N] [--kills N] [--minutes M] [--stopped SECONDS] [--out
   * DIR]}.
   *
   * @throws IllegalArgumentException with what is wrong and what is allowed
   */
  static SoakArguments parse(String[] arguments, Path home) {
    SoakPlan full =
        SoakPlan.full(home, home.resolve("out/soak-" + STAMP.format(LocalDateTime.now())));
    Path out = full.out();
    long seed = full.seed();
    int kills = full.kills();
    double minutes = full.minutes();
    long stopped = full.stopped().toSeconds();
    List<Scenario> scenarios = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      if (!name.startsWith("--")) {
        scenarios.addAll(scenarios(name));
        continue;
      }
      String value = i + 1 < arguments.length ? arguments[++i] : "";
      switch (name) {
        case "--seed" -> seed = (long) number(name, value, Long.MIN_VALUE);
        case "--kills" -> kills = (int) number(name, value, 1);
        case "--minutes" -> minutes = number(name, value, 0.2);
        case "--stopped" -> stopped = (long) number(name, value, 10);
        case "--out" -> out = Path.of(value).toAbsolutePath();
        default ->
            throw new IllegalArgumentException(
                "Invalid option: "
                    + name
                    + " (allowed: --seed, --kills, --minutes, --stopped, --out)");
      }
    }
    if (Files.exists(out)) {
      throw new IllegalArgumentException(
          "Invalid --out: " + out + " exists already (allowed: a new folder)");
    }
    SoakPlan plan =
        new SoakPlan(home, out, seed, kills, minutes, full.period(), Duration.ofSeconds(stopped));
    return new SoakArguments(plan, scenarios.isEmpty() ? Soak.SCENARIOS : scenarios);
  }

  private static List<Scenario> scenarios(String name) {
    if (name.equals("all")) {
      return Soak.SCENARIOS;
    }
    List<Scenario> named =
        Soak.SCENARIOS.stream().filter(scenario -> scenario.name().equals(name)).toList();
    if (named.isEmpty()) {
      String all = Soak.SCENARIOS.stream().map(Scenario::name).collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "Invalid scenario: " + name + " (allowed: " + all + ", all)");
    }
    return named;
  }

  private static double number(String name, String value, double least) {
    try {
      double number = Double.parseDouble(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "Invalid %s: %s (allowed: a number from %s)".formatted(name, value, least));
  }
}
