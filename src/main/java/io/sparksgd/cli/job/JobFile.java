package io.sparksgd.cli.job;

import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.parse.ConfigException;
import io.sparksgd.config.parse.JobParser;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of commands that run a job file. */
public final class JobFile {
  /** What the reader of YAML takes, in its longest encoding. */
  private static final long MOST_BYTES = 4L << 20;

  @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
  private Path job;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the job file, such as optimizer.learning-rate=0.1.")
  private List<String> overrides = List.of();

  /** Reads and checks it. */
  public JobConfig parse() throws WrongInputException, ConfigException {
    return parse(job, overrides);
  }

  /** Reads and checks a job file. */
  public static JobConfig parse(Path job, List<String> overrides)
      throws WrongInputException, ConfigException {
    return JobParser.parse(text(job), job.toString(), overrides);
  }

  private static String text(Path job) throws WrongInputException {
    if (!Files.exists(job)) {
      throw new WrongInputException("Invalid job file: " + job + " does not exist");
    }
    try {
      if (Files.size(job) > MOST_BYTES) {
        throw new WrongInputException(
            "Invalid job file: "
                + job
                + " has "
                + Files.size(job)
                + " bytes (allowed: up to "
                + MOST_BYTES
                + ")");
      }
      return Files.readString(job);
    } catch (MalformedInputException e) {
      throw new WrongInputException("Invalid job file: " + job + " is not UTF-8 text");
    } catch (IOException e) {
      throw new WrongInputException(
          "Invalid job file: " + job + " cannot be read: " + e.getMessage());
    }
  }
}
