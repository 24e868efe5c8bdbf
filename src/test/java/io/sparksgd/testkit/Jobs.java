package io.sparksgd.testkit;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.parse.ConfigException;
import io.sparksgd.config.parse.JobParser;
import java.util.List;

/** Job files for tests, and what reading them gives. */
public final class Jobs {
  /** The least that a job file can say, with the groups of a test after it. */
  public static final String LEAST =
      "data: {train: a.libsvm, validation: b.libsvm}\nmodel: {kind: logistic}\noutput: out\n";

  private Jobs() {}

  /** A job of the least file and these lines. */
  public static JobConfig with(String... lines) {
    return parse(LEAST + String.join("\n", lines));
  }

  public static JobConfig parse(String yaml, String... overrides) {
    try {
      return JobParser.parse(yaml, "job.yaml", List.of(overrides));
    } catch (ConfigException e) {
      throw new AssertionError(e.getMessage() + "\nin\n" + yaml, e);
    }
  }

  /** The errors of the least file and these lines, which stand from line 4. */
  public static List<String> errorsWith(String... lines) {
    return errors(LEAST + String.join("\n", lines));
  }

  public static List<String> errors(String yaml, String... overrides) {
    ConfigException exception =
        catchThrowableOfType(
            ConfigException.class, () -> JobParser.parse(yaml, "job.yaml", List.of(overrides)));
    if (exception == null) {
      throw new AssertionError("no error in\n" + yaml);
    }
    return exception.errors();
  }
}
