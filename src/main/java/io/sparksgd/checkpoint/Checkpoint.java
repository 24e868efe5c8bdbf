package io.sparksgd.checkpoint;

import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * A complete checkpoint.
 *
 * @param folder its folder
 * @param attempt number of the run that wrote it
 * @param state of the driver
 * @param memory files of the partitions' states, in the order of the partitions; empty if they have
 *     none
 * @param bytes of all its files
 */
public record Checkpoint(Path folder, long attempt, RunState state, List<Path> memory, long bytes) {
  public Checkpoint {
    memory = List.copyOf(memory);
  }
}
