package io.sparksgd.bench;

import java.io.File;

/** The main class of a suite's process: {@code suite part scale repetitions result-file}. */
final class SuiteProcess {
  private SuiteProcess() {}

  public static void main(String[] args) throws Exception {
    Suite suite = Suites.named(args[0]);
    Scale scale = Scale.valueOf(args[2]);
    Part part =
        suite.parts(scale).stream()
            .filter(candidate -> candidate.name().equals(args[1]))
            .findFirst()
            .orElseThrow();
    Recorder recorder = new Recorder(suite.name());
    suite.measure(part, scale, Integer.parseInt(args[3]), recorder);
    ReportJson.write(recorder.result(), new File(args[4]));
  }
}
