package io.sparksgd.search;

import io.sparksgd.message.Message;

/** Is told of the progress of a race, on the thread that runs it. */
public interface RaceListener {
  /**
   * A stage begins.
   *
   * @param stage its name
   * @param settings number of settings that are tried
   * @param rows number of rows that each of them trains on
   */
  void stage(String stage, int settings, int rows);

  /**
   * There is no search: settings that are left out have their defaults.
   *
   * @param why the reason
   */
  void noSearch(Message why);
}
