package io.sparksgd.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** Notes for users about a run's partitions and the cores that are available for them. */
final class PartitionNotes {
  /** The origin of the number of partitions. */
  enum Choice {
    /** The job file, or the checkpoint from which the run resumes. */
    FIXED,
    /** The cores that were registered when the rows were packed. */
    BY_CORES
  }

  private PartitionNotes() {}

  /** The notes for a run; none in local mode, where runs of other clusters are tried. */
  static List<String> of(SparkContext context, int partitions, Choice choice) {
    return context.isLocal()
        ? List.of()
        : of(context.getConf(), context.defaultParallelism(), partitions, choice);
  }

  static List<String> of(SparkConf conf, int cores, int partitions, Choice choice) {
    List<String> notes = new ArrayList<>();
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      if (choice == Choice.BY_CORES) {
        notes.add(
            partitions
                + " partitions, one per registered core: with dynamic allocation another run may"
                + " have another number, and other bits in its result (data.partitions fixes it)");
      }
      notes.add(
          "dynamic allocation adds executors only when tasks queue for seconds, which step tasks"
              + " never do: set spark.dynamicAllocation.minExecutors to the number the run needs");
    }
    if (partitions < cores && choice == Choice.FIXED) {
      notes.add(
          partitions
              + " partitions leave "
              + (cores - partitions)
              + " of "
              + cores
              + " cores without work (set data.partitions)");
    }
    int last = partitions % cores;
    if (partitions > cores && last > 0) {
      notes.add(
          partitions
              + " partitions on "
              + cores
              + " cores take "
              + (partitions / cores + 1)
              + " turns a step, and the last turn uses only "
              + last
              + " of them (set data.partitions: "
              + (partitions - last)
              + " or "
              + (partitions - last + cores)
              + ")");
    }
    return notes;
  }
}
