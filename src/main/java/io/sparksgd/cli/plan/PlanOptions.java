package io.sparksgd.cli.plan;

import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.cli.job.JobFile;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.parse.ConfigException;
import io.sparksgd.cost.WantedSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.network.util.JavaUtils;
import picocli.CommandLine.Option;

/** The options of {@code inspect --plan}: a job file, and the cluster to plan it for. */
public final class PlanOptions {
  /** Partitions are as many as the cores, and no run can have more of them. */
  static final int MOST = WantedSettings.MOST_PARTITIONS;

  @Option(
      names = "--plan",
      paramLabel = "JOB.yaml",
      description =
          "Estimates seconds, bytes and memory of a job from a few of its rounds in this session."
              + " Trains nothing.")
  private Path job;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "With --plan: overrides a key of the job file.")
  private List<String> overrides = List.of();

  @Option(
      names = "--executors",
      description = "With --plan: number of executors (default: those of the session).")
  private Integer executors;

  @Option(names = "--cores", description = "With --plan: cores of an executor.")
  private Integer cores;

  @Option(
      names = "--executor-memory",
      paramLabel = "SIZE",
      description = "With --plan: heap of an executor, such as 4g.")
  private String executorMemory;

  @Option(
      names = "--driver-memory",
      paramLabel = "SIZE",
      description = "With --plan: heap of the driver.")
  private String driverMemory;

  @Option(
      names = "--network",
      paramLabel = "SIZE",
      description =
          "With --executors: bytes a second of a machine's network, such as 1g (default: 10"
              + " Gbit/s).")
  private String network;

  /** Whether a plan is wanted. */
  public boolean isGiven() {
    return job != null;
  }

  /** Whether any of the other options was given. */
  public boolean hasOthers() {
    return !overrides.isEmpty()
        || executors != null
        || cores != null
        || executorMemory != null
        || driverMemory != null
        || network != null;
  }

  public JobConfig parse() throws WrongInputException, ConfigException {
    return JobFile.parse(job, overrides);
  }

  /**
   * The cluster that is asked for, where it differs from the session's.
   *
   * @throws WrongInputException if an option is wrong
   */
  public PlannedCluster.Wish wish() throws WrongInputException {
    if (network != null && executors == null && cores == null) {
      throw new WrongInputException(
          "Invalid --network: " + network + " (allowed: with --executors or --cores)");
    }
    OptionalLong bytes = size("--network", network);
    return new PlannedCluster.Wish(
        count("--executors", executors),
        count("--cores", cores),
        size("--executor-memory", executorMemory),
        size("--driver-memory", driverMemory),
        bytes.isPresent() ? OptionalDouble.of((double) bytes.getAsLong()) : OptionalDouble.empty());
  }

  private static OptionalInt count(String option, Integer given) throws WrongInputException {
    if (given != null && (given < 1 || given > MOST)) {
      throw new WrongInputException(
          "Invalid " + option + ": " + given + " (allowed: a whole number from 1 to " + MOST + ")");
    }
    return given == null ? OptionalInt.empty() : OptionalInt.of(given);
  }

  private static OptionalLong size(String option, String text) throws WrongInputException {
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      long bytes = JavaUtils.byteStringAsBytes(text);
      if (bytes > 0) {
        return OptionalLong.of(bytes);
      }
    } catch (IllegalArgumentException e) {
      // Not a size, or too large for a long: the message below says so.
    }
    throw new WrongInputException(
        "Invalid " + option + ": " + text + " (allowed: a size such as 512m or 4g)");
  }
}
