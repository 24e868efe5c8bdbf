package io.sparksgd.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole run.
 *
 * @param date of its end, UTC, ISO
 * @param machine where it took place
 * @param versions of what took part
 * @param settings how it was started
 */
record BenchReport(
    String date,
    Map<String, String> machine,
    Map<String, String> versions,
    Map<String, String> settings,
    List<Answer> answers) {

  /** What a suite asked and found. */
  record Answer(
      String suite,
      String question,
      List<Measurement> measurements,
      List<Quotient> quotients,
      List<String> remarks) {

    /** The result of a suite with its ratios worked out. */
    static Answer of(Suite suite, SuiteResult result, Scale scale) {
      List<Quotient> quotients = new ArrayList<>();
      for (Ratio ratio : suite.ratios(scale)) {
        Optional<Double> value = ratio.value(result);
        quotients.add(
            new Quotient(
                ratio.name(),
                value,
                ratio.wanted().map(Ratio.Bound::toString),
                ratio.wanted().flatMap(bound -> value.map(bound::holds))));
      }
      return new Answer(
          suite.name(), suite.question(), result.measurements(), quotients, result.remarks());
    }
  }

  /**
   * A ratio that was worked out.
   *
   * @param value empty when a side of it was not measured
   * @param wanted such as {@code <= 0.5}; empty when it is only shown
   * @param holds whether the value is as wanted; empty without either
   */
  record Quotient(
      String name, Optional<Double> value, Optional<String> wanted, Optional<Boolean> holds) {}
}
