package io.sparksgd.cli.plan;

import io.sparksgd.cost.Cluster;
import io.sparksgd.cost.Cluster.Processes;
import io.sparksgd.cost.Constants;
import io.sparksgd.cost.WantedSettings;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.network.util.JavaUtils;

/** The cluster to plan for: the session's, or one that the options describe. */
final class PlannedCluster {
  private static final long MIB = 1L << 20;
  private static final int REGIONS = 2048;
  private static final long LARGEST_REGION = 32 * MIB;
  private static final String REGION = "-XX:G1HeapRegionSize=";

  private PlannedCluster() {}

  /** The cluster that the options describe. */
  record Wish(
      OptionalInt executors,
      OptionalInt cores,
      OptionalLong executorMemory,
      OptionalLong driverMemory,
      OptionalDouble network) {

    /** Whether the options describe another cluster than the session's. */
    boolean isOther() {
      return executors.isPresent() || cores.isPresent();
    }
  }

  /** The cluster. */
  static Cluster of(SparkContext context, Wish wish) {
    Cluster here = session(context);
    OptionalDouble network =
        wish.isOther()
            ? OptionalDouble.of(wish.network().orElse(Constants.DOCUMENTED_NETWORK))
            : OptionalDouble.empty();
    return new Cluster(
        wish.isOther() ? Processes.SEPARATE : here.processes(),
        wish.executors().orElse(here.executors()),
        wish.cores().orElse(here.coresPerExecutor()),
        wish.executorMemory().orElse(here.executorMemory()),
        wish.driverMemory().orElse(here.driverMemory()),
        here.maxResultBytes(),
        network);
  }

  private static Cluster session(SparkContext context) {
    SparkConf conf = context.getConf();
    long heap = Runtime.getRuntime().maxMemory();
    long results = conf.getSizeAsBytes("spark.driver.maxResultSize", "1g");
    int cores = Math.max(1, context.defaultParallelism());
    if (context.isLocal()) {
      return new Cluster(Processes.ONE, 1, cores, heap, heap, results, OptionalDouble.empty());
    }
    // The list includes the driver.
    int executors = Math.max(1, context.statusTracker().getExecutorInfos().length - 1);
    return new Cluster(
        Processes.SEPARATE,
        executors,
        Math.max(1, cores / executors),
        conf.getSizeAsBytes("spark.executor.memory", "1g"),
        heap,
        results,
        OptionalDouble.empty());
  }

  /** The settings of the session. */
  static WantedSettings.Given given(SparkContext context) {
    SparkConf conf = context.getConf();
    return new WantedSettings.Given(
        regionBytes(ManagementFactory.getRuntimeMXBean().getInputArguments()),
        conf.getSizeAsBytes("spark.task.maxDirectResultSize", "1m"),
        conf.getBoolean("spark.broadcast.compress", true)
            ? WantedSettings.Given.Broadcasts.COMPRESSED
            : WantedSettings.Given.Broadcasts.PLAIN);
  }

  /**
   * Bytes of a region of G1: as set, otherwise a 2048th of the heap, a power of two between 1 and
   * 32 MiB; 0 with another collector.
   */
  static long regionBytes(List<String> arguments) {
    boolean otherCollector = arguments.stream().anyMatch(a -> a.matches("-XX:\\+Use(?!G1)\\w*GC"));
    if (otherCollector) {
      return 0;
    }
    long heap = Runtime.getRuntime().maxMemory();
    long usual = Math.max(MIB, Math.min(LARGEST_REGION, Long.highestOneBit(heap / REGIONS)));
    return arguments.stream()
        .filter(argument -> argument.startsWith(REGION))
        .map(argument -> JavaUtils.byteStringAsBytes(argument.substring(REGION.length())))
        .reduce(usual, (before, last) -> last);
  }
}
