package io.sparksgd.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what a process of a suite measures. Not thread-safe. */
final class Recorder {
  private final String suite;
  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private final Map<String, String> units = new LinkedHashMap<>();
  private final Set<String> remarks = new LinkedHashSet<>();

  Recorder(String suite) {
    this.suite = suite;
  }

  /** One more repetition of a quantity. */
  void add(String name, String unit, double value) {
    units.putIfAbsent(name, unit);
    values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  /** A sentence for the table. */
  void remark(String sentence) {
    remarks.add(sentence);
  }

  SuiteResult result() {
    List<Measurement> measurements = new ArrayList<>();
    values.forEach((name, list) -> measurements.add(new Measurement(name, units.get(name), list)));
    return new SuiteResult(suite, measurements, new ArrayList<>(remarks));
  }
}
