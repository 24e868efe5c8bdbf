package io.sparksgd.cost;

import io.sparksgd.cost.WantedSetting.Weight;
import java.util.ArrayList;
import java.util.List;

/** Finds settings that are missing or too small for a job. */
public final class WantedSettings {
  /** Up to this many bytes, weights travel inside of tasks, compressed or not. */
  static final long SMALL = 400_000;

  /** As many partitions as a job may have. */
  public static final int MOST_PARTITIONS = 1_000_000;

  private static final long MIB = 1L << 20;
  private static final long LARGEST_REGION = 32 * MIB;

  private WantedSettings() {}

  /**
   * The current settings.
   *
   * @param regionBytes of the driver's G1 collector; 0 when it is another one
   * @param maxDirectResultBytes {@code spark.task.maxDirectResultSize}
   * @param broadcasts whether broadcasts are compressed, {@code spark.broadcast.compress}
   */
  public record Given(long regionBytes, long maxDirectResultBytes, Broadcasts broadcasts) {
    /** Whether broadcasts are compressed. */
    public enum Broadcasts {
      COMPRESSED,
      PLAIN
    }
  }

  /**
   * The settings to change; empty when none.
   *
   * @param bytesAtDriver that meet on the driver in a round
   */
  public static List<WantedSetting> wanted(
      Workload work, Cluster cluster, MemoryNeed memory, double bytesAtDriver, Given given) {
    List<WantedSetting> settings = new ArrayList<>();
    memory(settings, cluster, memory);
    results(settings, cluster, bytesAtDriver);
    partitions(settings, work, cluster);
    largeVectors(settings, work, given);
    return settings;
  }

  private static void memory(List<WantedSetting> settings, Cluster cluster, MemoryNeed memory) {
    if (cluster.processes() == Cluster.Processes.ONE) {
      long both = memory.both();
      if (both > cluster.driverMemory()) {
        String reason = tooSmall(both, "blocks, weights, rule, results in flight");
        settings.add(needed("spark.driver.memory", mib(both), reason));
      }
      return;
    }
    if (memory.driver() > cluster.driverMemory()) {
      String reason = tooSmall(memory.driver(), "weights, rule, results in flight");
      settings.add(needed("spark.driver.memory", mib(memory.driver()), reason));
    }
    if (memory.executor() > cluster.executorMemory()) {
      String reason =
          tooSmall(memory.executor(), "blocks, vectors of the tasks")
              + "; with less, blocks are read from disk in every pass";
      settings.add(needed("spark.executor.memory", mib(memory.executor()), reason));
    }
  }

  private static String tooSmall(long bytes, String what) {
    return "the run needs about " + mib(bytes) + " (" + what + ")";
  }

  private static WantedSetting needed(String name, String value, String reason) {
    return new WantedSetting(name, value, Weight.NEEDED, reason);
  }

  private static WantedSetting faster(String name, String value, String reason) {
    return new WantedSetting(name, value, Weight.FASTER, reason);
  }

  private static void results(List<WantedSetting> settings, Cluster cluster, double bytes) {
    if (cluster.maxResultBytes() > 0 && bytes > cluster.maxResultBytes()) {
      settings.add(
          needed(
              "spark.driver.maxResultSize",
              mib(Math.round(1.25 * bytes)),
              "the results of a round take " + mib(Math.round(bytes))));
    }
  }

  private static void partitions(List<WantedSetting> settings, Workload work, Cluster cluster) {
    long cores = cluster.cores();
    if (work.partitions() % cores != 0 && cores <= Math.min(work.rows(), MOST_PARTITIONS)) {
      long most = MOST_PARTITIONS / cores;
      long waves = Math.min(most, Math.max(1, Math.round((double) work.partitions() / cores)));
      settings.add(
          faster(
              "data.partitions",
              Long.toString(waves * cores),
              work.partitions() + " partitions leave some of " + cores + " cores idle"));
    }
  }

  private static void largeVectors(List<WantedSetting> settings, Workload work, Given given) {
    long vector = work.vectorBytes();
    if (given.regionBytes() > 0
        && given.regionBytes() < LARGEST_REGION
        && vector > given.regionBytes() / 2
        && vector > SMALL) {
      long region = Math.min(LARGEST_REGION, Math.max(16 * MIB, Long.highestOneBit(2 * vector)));
      settings.add(
          faster(
              "-XX:G1HeapRegionSize",
              region / MIB + "m",
              "a vector of " + mib(vector) + " is more than half a region of the collector"));
    }
    if (work.resultBytes() > given.maxDirectResultBytes()) {
      settings.add(
          faster(
              "spark.task.maxDirectResultSize",
              "64m",
              "a result of "
                  + mib(Math.round(work.resultBytes()))
                  + " exceeds it and goes through the block manager, one more round trip"));
    }
    if (work.broadcastBytes() > SMALL && given.broadcasts() == Given.Broadcasts.COMPRESSED) {
      settings.add(
          faster(
              "spark.broadcast.compress",
              "false",
              "weights look like random bits, and compression does not make them smaller"));
    }
  }

  /** Whole mebibytes, rounded up, as Spark's settings have them. */
  static String mib(long bytes) {
    return (bytes / MIB + (bytes % MIB == 0 ? 0 : 1)) + "m";
  }
}
