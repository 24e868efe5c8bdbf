package io.sparksgd.cli.folder;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * The reason why a path cannot be used.
 *
 * @param passing whether the path may work later, as with a full disk or a machine that does not
 *     answer
 */
public record PathFailure(String reason, boolean passing, Throwable cause) {

  /** Looks for the reason in an exception and its causes. */
  public static PathFailure of(Throwable failure) {
    Throwable root = failure;
    boolean passing = DiskFull.is(failure);
    for (Throwable at = failure; at != null; at = at.getCause()) {
      root = at;
      passing |=
          at instanceof ConnectException
              || at instanceof SocketTimeoutException
              || at instanceof NoRouteToHostException;
    }
    return new PathFailure(reason(root), passing, failure);
  }

  private static String reason(Throwable root) {
    if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
      String name =
          String.valueOf(root.getMessage()).replace("Class ", "").replace(" not found", "");
      return "the class " + name + " is missing (add the jar of that file system to Spark)";
    }
    if (root instanceof UnsupportedFileSystemException) {
      return String.valueOf(root.getMessage()).replace("No FileSystem", "there is no file system");
    }
    if (root instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (root instanceof FileSystemException refused && refused.getReason() == null) {
      return refused.getFile() + " is not a folder, or does not exist";
    }
    String message = root instanceof FSError ? String.valueOf(root.getCause()) : root.getMessage();
    if (message == null || message.isBlank()) {
      return root.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
    return message.lines().findFirst().orElse(message);
  }

  /**
   * The exception to throw.
   *
   * @throws IOException instead, if the path itself is not to blame
   */
  public WrongInputException refusal(String begin) throws IOException, WrongInputException {
    if (cause instanceof WrongInputException refused) {
      throw refused;
    }
    if (passing) {
      String place =
          begin.replace("Invalid ", "Cannot use ").replaceFirst(" cannot be \\w+: $", ": ");
      throw new IOException(place + reason, cause);
    }
    return new WrongInputException(begin + reason, cause);
  }
}
