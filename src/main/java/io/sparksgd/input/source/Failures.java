package io.sparksgd.input.source;

import io.sparksgd.config.Format;
import io.sparksgd.input.format.InputException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns exceptions of Spark and Hadoop into one line. */
public final class Failures {
  /** The class name that Spark puts before the message of a task's exception. */
  private static final Pattern TASK_FAILURE =
      Pattern.compile("Lost task [^\\n]*?: ([\\w.$]+(?:Exception|Error)): ([^\\n]*)");

  /** Where Hadoop's reader of bzip2 is, in the traces of its exceptions. */
  private static final String BZIP2 = "org.apache.hadoop.io.compress.bzip2.";

  /** What Spark says of the one file among many at which a reader failed. */
  private static final Pattern READ_FILE =
      Pattern.compile("Encountered error while reading file (\\S+?)\\.(?=\\s|$)");

  private Failures() {}

  /**
   * Says that data cannot be read.
   *
   * @param name of the data, in place of which the file is named that is to blame, if Spark tells
   */
  public static InputException unreadable(String name, Exception e) {
    return new InputException(said("Invalid data: cannot read " + blamed(name, e), e), e);
  }

  /** Says that data cannot be read in the format that it should have. */
  static InputException unreadable(String name, Format format, Exception e) {
    String what = blamed(name, e) + " as " + format.key();
    return new InputException(said("Invalid data: cannot read " + what, e), e);
  }

  private static String blamed(String name, Exception e) {
    return fileIn(e).map(SourceFiles::show).orElse(name);
  }

  private static Optional<String> fileIn(Throwable e) {
    for (Throwable at = e; at != null && at != at.getCause(); at = at.getCause()) {
      Matcher file = READ_FILE.matcher(String.valueOf(at.getMessage()));
      if (file.find()) {
        return Optional.of(file.group(1));
      }
    }
    return Optional.empty();
  }

  public static InputException unwritable(String name, Exception e) {
    return new InputException(said("Invalid output: cannot write " + name, e), e);
  }

  /** Settings that cannot work are no fault of the data. */
  private static String said(String what, Exception e) {
    return UnregisteredClass.in(e).orElseGet(() -> what + ": " + reason(e));
  }

  private static String reason(Exception e) {
    if (e instanceof InterruptedException) {
      // Keeps the interrupt for callers.
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
    return isOfBzip2(root) ? "the bzip2 file is damaged: " + line.strip() : line.strip();
  }

  /** Whether Hadoop's reader of bzip2 threw it, here or in a task. */
  private static boolean isOfBzip2(Throwable root) {
    return root.getMessage().contains("at " + BZIP2)
        || Arrays.stream(root.getStackTrace())
            .limit(10)
            .anyMatch(frame -> frame.getClassName().startsWith(BZIP2));
  }
}
