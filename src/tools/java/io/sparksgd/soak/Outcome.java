package io.sparksgd.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of the runs of a scenario. */
final class Outcome {
  private final String scenario;
  private final String mode;
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Double> recoveries = new ArrayList<>();
  private int faults;
  private int hits;
  private long steps;

  /**
   * Nothing happened so far.
   *
   * @param mode the settings of the job, in a few words
   */
  Outcome(String scenario, String mode) {
    this.scenario = scenario;
    this.mode = mode;
  }

  /** Counts a fault, which hit work or not. */
  void fault(Hit hit) {
    faults++;
    hits += hit == Hit.WORK ? 1 : 0;
  }

  /** What a fault hit. */
  enum Hit {
    WORK,
    NOTHING
  }

  /** Seconds from a fault to the end of the step that it hit. */
  void recovery(double seconds) {
    recoveries.add(seconds);
  }

  void steps(long more) {
    steps += more;
  }

  /** Shows a figure of this scenario's own. */
  void figure(String name, Object value) {
    figures.put(name, value);
  }

  void problem(String what) {
    problems.add(what);
  }

  void problems(List<String> more) {
    problems.addAll(more);
  }

  List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  int faults() {
    return faults;
  }

  int hits() {
    return hits;
  }

  String scenario() {
    return scenario;
  }

  String mode() {
    return mode;
  }

  /**
   * The smallest recovery that a share of them does not exceed: of n in rising order, number {@code
   * ceil(share n)}.
   */
  Optional<Double> recovery(Share share) {
    if (recoveries.isEmpty()) {
      return Optional.empty();
    }
    List<Double> sorted = new ArrayList<>(recoveries);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(share.value * sorted.size());
    return Optional.of(sorted.get(rank - 1));
  }

  /** A part of all recoveries. */
  enum Share {
    HALF(0.5),
    NEARLY_ALL(0.99),
    ALL(1);

    private final double value;

    Share(double value) {
      this.value = value;
    }
  }

  /** For the results file. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("scenario", scenario);
    map.put("mode", mode);
    map.put("faults", faults);
    map.put("hit-work", hits);
    map.put("steps", steps);
    if (!recoveries.isEmpty()) {
      Map<String, Object> recovery = new LinkedHashMap<>();
      recovery.put("p50", recovery(Share.HALF).orElseThrow());
      recovery.put("p99", recovery(Share.NEARLY_ALL).orElseThrow());
      recovery.put("longest", recovery(Share.ALL).orElseThrow());
      map.put("recovery-seconds", recovery);
    }
    map.put("figures", figures);
    map.put("problems", problems);
    return map;
  }

  /** Its row of the table. */
  List<String> row() {
    List<String> row = new ArrayList<>(List.of(scenario, mode));
    row.add(Integer.toString(faults));
    row.add(Integer.toString(hits));
    for (Share share : Share.values()) {
      row.add(recovery(share).map(seconds -> String.format("%.1f", seconds)).orElse(""));
    }
    row.add(Long.toString(steps));
    row.add(problems.isEmpty() ? "the same bits" : "FAILED");
    return row;
  }

  /** What is not in the row, in a line. */
  String remarks() {
    List<String> all = new ArrayList<>();
    figures.forEach((name, value) -> all.add(name + " " + value));
    return String.join(", ", all);
  }
}
