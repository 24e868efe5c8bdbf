package io.sparksgd.cli;

import java.io.PrintStream;

/** Recognises a heap that was too small: in this thread, in a task or in a thread of Spark. */
final class OutOfMemory {
  private static final String NAME = OutOfMemoryError.class.getName();

  private OutOfMemory() {}

  /** Whether an exception, or a cause of it, is or reports such an error. */
  static boolean is(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof OutOfMemoryError || String.valueOf(at.getMessage()).contains(NAME)) {
        return true;
      }
    }
    return false;
  }

  /** The message for users. */
  static String message() {
    return "Out of memory: the heap of "
        + (Runtime.getRuntime().maxMemory() >> 20)
        + " MB, or that of an executor, is too small (fewer features, classes, partitions at a time"
        + " or rows; or more memory, by SGD_DRIVER_MEMORY of scripts/sgd, spark.driver.memory or"
        + " spark.executor.memory; --verbose shows the trace)";
  }

  /**
   * Ends the process when a thread of Spark dies of it, because the other threads would wait for
   * that one for ever.
   */
  static void endProcessWhenThreadsDie(PrintStream err) {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          if (is(failure)) {
            err.println("sgd: " + message());
            // Shutdown hooks would need memory, too.
            Runtime.getRuntime().halt(ExitCode.FAILED);
          }
          if (before != null) {
            before.uncaughtException(thread, failure);
          } else {
            failure.printStackTrace(err);
          }
        });
  }
}
