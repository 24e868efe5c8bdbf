package io.sparksgd.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a suite, or one of its processes, found.
 *
 * @param remarks sentences for the table: sizes, settings, what could not run and why
 */
record SuiteResult(String suite, List<Measurement> measurements, List<String> remarks) {

  SuiteResult {
    measurements = List.copyOf(measurements);
    remarks = List.copyOf(remarks);
  }

  static SuiteResult empty(String suite) {
    return new SuiteResult(suite, List.of(), List.of());
  }

  Optional<Measurement> measurement(String name) {
    return measurements.stream().filter(m -> m.name().equals(name)).findFirst();
  }

  /** Both results; repetitions of the same quantity are put together, equal remarks said once. */
  SuiteResult and(SuiteResult more) {
    Map<String, Measurement> all = new LinkedHashMap<>();
    measurements.forEach(m -> all.put(m.name(), m));
    more.measurements.forEach(m -> all.merge(m.name(), m, Measurement::and));
    Set<String> said = new LinkedHashSet<>(remarks);
    said.addAll(more.remarks);
    return new SuiteResult(suite, new ArrayList<>(all.values()), new ArrayList<>(said));
  }

  /** This result and one more remark. */
  SuiteResult remark(String sentence) {
    return and(new SuiteResult(suite, List.of(), List.of(sentence)));
  }
}
