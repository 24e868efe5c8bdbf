package io.sparksgd.cli.folder;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises a full disk, whatever exceptions wrap the error. */
public final class DiskFull {
  private static final Pattern SAYS =
      Pattern.compile("No space left on device|Disk quota exceeded|There is not enough space");

  private DiskFull() {}

  /** Whether an exception, or a cause of it, says that there is no room. */
  public static boolean is(Throwable failure) {
    return in(failure).isPresent();
  }

  /** The message of the operating system. */
  public static Optional<String> in(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      Matcher said = SAYS.matcher(String.valueOf(at.getMessage()));
      if (said.find()) {
        return Optional.of(said.group());
      }
    }
    return Optional.empty();
  }
}
