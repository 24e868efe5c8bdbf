package io.sparksgd.round;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.spark.PartitionJob;
import io.sparksgd.task.PartitionState;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.util.SerializableConfiguration;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;

/**
 * The states of all partitions in files, from which the lineage starts again. Every task attempt
 * writes a file of its own, and only the files that successful attempts name are read. So no rename
 * is needed, and a straggler cannot overwrite them.
 */
final class StateSnapshot extends RDD<PartitionState> {
  private static final long serialVersionUID = 1L;

  private static final ClassTag<BlockPartition> ROWS = ClassTag.apply(BlockPartition.class);

  private final String[] files;
  private final Broadcast<SerializableConfiguration> configuration;

  private StateSnapshot(
      RDD<BlockPartition> rows,
      List<String> files,
      Broadcast<SerializableConfiguration> configuration) {
    super(
        rows.context(),
        CollectionConverters.asScala(
                List.<org.apache.spark.Dependency<?>>of(new OneToOneDependency<>(rows)))
            .toSeq(),
        StateRdd.TAG);
    this.files = files.toArray(new String[0]);
    this.configuration = configuration;
  }

  /**
   * Saves the states.
   *
   * @param rows whose partitions have the states; each state is read where its rows are
   * @param folder to write; it must not exist
   * @param configuration Hadoop's settings. They are a broadcast, because they have thousands of
   *     entries, and otherwise each task of each round would read its own copy
   */
  static StateSnapshot save(
      RDD<BlockPartition> rows,
      RDD<PartitionState> states,
      String folder,
      Broadcast<SerializableConfiguration> configuration) {
    try {
      SavedState.makeFolder(new Path(folder), configuration.value().value());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the memory of the partitions: " + e, e);
    }
    List<String> files = PartitionJob.run(states, new Save(folder, configuration), String.class);
    return new StateSnapshot(rows, files, configuration);
  }

  /**
   * Wraps saved states.
   *
   * @param files one for each partition, in their order
   */
  static StateSnapshot of(
      RDD<BlockPartition> rows,
      List<String> files,
      Broadcast<SerializableConfiguration> configuration) {
    return new StateSnapshot(rows, files, configuration);
  }

  /** The files, in the order of the partitions. */
  List<String> files() {
    return List.of(files);
  }

  @Override
  public Partition[] getPartitions() {
    return this.<BlockPartition>firstParent(ROWS).partitions();
  }

  @Override
  public Iterator<PartitionState> compute(Partition split, TaskContext context) {
    try {
      Path file = new Path(files[split.index()]);
      List<PartitionState> only = List.of(SavedState.read(file, configuration.value().value()));
      return CollectionConverters.asScala(only.iterator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Save
      extends AbstractFunction2<TaskContext, Iterator<PartitionState>, String>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final Broadcast<SerializableConfiguration> configuration;

    Save(String folder, Broadcast<SerializableConfiguration> configuration) {
      this.folder = folder;
      this.configuration = configuration;
    }

    @Override
    public String apply(TaskContext task, Iterator<PartitionState> states) {
      String name = "part-" + task.partitionId() + "-" + task.taskAttemptId();
      Path file = new Path(folder, name);
      try {
        SavedState.write(states.next(), file, configuration.value().value());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return file.toString();
    }
  }
}
