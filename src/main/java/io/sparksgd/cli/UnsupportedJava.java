package io.sparksgd.cli;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.util.VersionInfo;

/**
 * A Java on which the Hadoop of a Spark does not run: Java 24 has no security manager any more,
 * which Hadoop asks for the user before version 3.5, and so everything that reads or writes files
 * fails.
 */
final class UnsupportedJava {
  private UnsupportedJava() {}

  /** The message for an exception with this cause; empty for all others. */
  static Optional<String> in(Throwable exception) {
    return Stream.iterate(exception, one -> one != null, Throwable::getCause)
            .limit(100)
            .anyMatch(UnsupportedJava::is)
        ? Optional.of(
            String.format(
                "Spark %s with Hadoop %s does not run on Java %d (allowed: Java 17 or 21, or Spark"
                    + " 4.2 and newer)",
                org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                VersionInfo.getVersion(),
                Runtime.version().feature()))
        : Optional.empty();
  }

  private static boolean is(Throwable exception) {
    return exception instanceof UnsupportedOperationException
        && "getSubject is not supported".equals(exception.getMessage());
  }
}
