package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.cli.folder.PathFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * What Java 25 says to a Hadoop that is older; {@code scripts/test-versions} runs the real ones.
 */
class UnsupportedJavaTest {
  @Command
  private static final class Any {}

  private final StringWriter err = new StringWriter();

  private int exitCode(Exception exception) {
    CommandLine command = new CommandLine(new Any());
    command.setErr(new PrintWriter(err, true));
    return Errors.execution(exception, command, null);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theVersionsAreNamedHoweverDeepItIs(int depth) {
    Exception exception = new UnsupportedOperationException("getSubject is not supported");
    for (int i = 0; i < depth; i++) {
      exception = new IllegalStateException("of the outside " + i, exception);
    }

    assertThat(exitCode(exception)).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err)
        .hasToString(
            String.format(
                "sgd: Spark %s with Hadoop %s does not run on Java %d (allowed: Java 17 or 21, or"
                    + " Spark 4.2 and newer)%n",
                org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                VersionInfo.getVersion(),
                Runtime.version().feature()));
  }

  @Test
  void aPathIsNotToBlame() throws Exception {
    Exception exception = new UnsupportedOperationException("getSubject is not supported");

    assertThat(exitCode(PathFailure.of(exception).refusal("Invalid output: o cannot be used: ")))
        .isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).startsWith("sgd: Spark ").doesNotContain("Invalid output");
  }

  @Test
  void othersStayWhatTheyAre() {
    assertThat(exitCode(new IOException("getSubject is not supported"))).isEqualTo(ExitCode.FAILED);
    assertThat(exitCode(new UnsupportedOperationException())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).doesNotContain("does not run on Java");
  }
}
