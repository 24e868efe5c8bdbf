package io.sparksgd.soak;

import java.util.List;

/** Runs under one kind of fault. */
interface Scenario {
  /** Its name on the command line. */
  String name();

  /**
   * Runs it.
   *
   * @return an outcome for each run or group of runs; what went wrong is in them
   */
  List<Outcome> run(SoakPlan plan) throws Exception;
}
