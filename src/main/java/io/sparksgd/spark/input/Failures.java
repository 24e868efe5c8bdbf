package io.sparksgd.spark.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From exceptions of Spark and Hadoop to one line. */
final class Failures {
  /** The class name that Spark puts before the message of a task's exception. */
  private static final Pattern TASK_FAILURE =
      Pattern.compile("Lost task [^\\n]*?: ([\\w.$]+(?:Exception|Error)): ([^\\n]*)");

  private Failures() {}

  static InputException unreadable(String name, Exception e) {
    return new InputException(said("Invalid data: cannot read " + name, e), e);
  }

  static InputException unwritable(String name, Exception e) {
    return new InputException(said("Invalid output: cannot write " + name, e), e);
  }

  /** Settings that cannot work are no fault of the data. */
  private static String said(String what, Exception e) {
    return UnregisteredClass.in(e).orElseGet(() -> what + ": " + reason(e));
  }

  private static String reason(Exception e) {
    if (e instanceof InterruptedException) {
      // Whoever asked this thread to stop is to be heard further up.
      Thread.currentThread().interrupt();
    }
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    if (message == null) {
      return root.getClass().getSimpleName();
    }
    Matcher task = TASK_FAILURE.matcher(message);
    String line = task.find() ? task.group(2) : message.lines().findFirst().orElse(message);
    return line.strip();
  }
}
