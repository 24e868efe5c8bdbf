package io.sparksgd.checkpoint;

import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * A checkpoint that is whole.
 *
 * @param folder it lies in
 * @param attempt number of the run that wrote it
 * @param state of the driver
 * @param memory files of what the partitions remember, in their order; empty: nothing
 * @param bytes of all its files
 */
public record Checkpoint(Path folder, long attempt, RunState state, List<Path> memory, long bytes) {
  public Checkpoint {
    memory = List.copyOf(memory);
  }
}
