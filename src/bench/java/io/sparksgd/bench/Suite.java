package io.sparksgd.bench;

import java.util.List;

/** Contenders that answer one question, and the quotients that say the answer. */
interface Suite {
  /** Its name on the command line and in results. */
  String name();

  /** The question, in one sentence. */
  String question();

  /** Its processes, in the order in which they run. */
  List<Part> parts(Scale scale);

  /** How often the processes take turns; the repetitions are dealt out over these rounds. */
  default int rounds(Scale scale) {
    return 1;
  }

  /**
   * Measures; runs in a process of its own.
   *
   * @param repetitions of everything that is not said to be measured less often
   */
  void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception;

  /** The quotients of its measurements. */
  List<Ratio> ratios(Scale scale);
}
