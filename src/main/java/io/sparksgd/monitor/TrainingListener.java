package io.sparksgd.monitor;

/** Receives the events of a run, on the driver, in order, on the training thread. */
@FunctionalInterface
public interface TrainingListener {
  void on(TrainingEvent event);
}
