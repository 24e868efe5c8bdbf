package io.sparksgd.input.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.spark.TaskBytes;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;

/** Tasks carry their rows and what these are made from as bytes, which few of them have to read. */
class PackedLineageTest {
  private static final AtomicInteger READ = new AtomicInteger();
  private static final AtomicInteger MADE = new AtomicInteger();

  /** Makes a partition of one row; it counts how often a task read it from its bytes. */
  private static final class OneRow implements FlatMapFunction<Iterator<Integer>, BlockPartition> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<BlockPartition> call(Iterator<Integer> labels) {
      MADE.incrementAndGet();
      RowBlock block = new BlockBuilder().startRow(labels.next(), 1).feature(0, 1).build();
      return List.of(new BlockPartition(new RowBlock[] {block})).iterator();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      READ.incrementAndGet();
    }
  }

  private static JavaRDD<Integer> labels() {
    return SharedSpark.context().parallelize(List.of(0, 1), 2);
  }

  private static double sumOfLabels(BlockSet set) {
    return set.rdd().toJavaRDD().map(rows -> rows.block(0).label(0)).reduce(Double::sum);
  }

  private static boolean isInMemory(int rdd, int partition) {
    return SparkEnv.get().blockManager().getStatus(new RDDBlockId(rdd, partition)).isDefined();
  }

  private static void lose(int rdd, int partition) {
    SparkEnv.get().blockManager().removeBlock(new RDDBlockId(rdd, partition), true);
  }

  @Test
  void onlyATaskThatLostItsRowsReadsWhatTheyAreMadeFrom() {
    try (BlockSet set = BlockSet.persist(labels().mapPartitions(new OneRow()).rdd())) {
      int read = READ.get();
      int made = MADE.get();
      assertThat(made).isGreaterThanOrEqualTo(2);
      for (int job = 0; job < 3; job++) {
        assertThat(sumOfLabels(set)).isEqualTo(1);
      }
      assertThat(READ).hasValue(read);
      assertThat(MADE).hasValue(made);

      lose(set.rdd().id(), 1);
      assertThat(sumOfLabels(set)).isEqualTo(1);
      assertThat(READ).hasValue(read + 1);
      assertThat(MADE).hasValue(made + 1);
    }
  }

  @Test
  void executorReadsRowsOnceForAllTasksThatGetThem() {
    try (BlockSet first = BlockSet.persist(labels().mapPartitions(new OneRow()).rdd());
        BlockSet second = BlockSet.persist(labels().mapPartitions(new OneRow()).rdd())) {
      byte[] task = TaskBytes.of(first.rdd(), PackedLineage.TAG);
      RDD<BlockPartition> read = TaskBytes.read(task, PackedLineage.TAG);
      assertThat(read.id()).isEqualTo(first.rdd().id());
      assertThat(read).isNotSameAs(first.rdd());
      assertThat(TaskBytes.read(TaskBytes.of(first.rdd(), PackedLineage.TAG), PackedLineage.TAG))
          .isSameAs(read);

      RDD<BlockPartition> other =
          TaskBytes.read(TaskBytes.of(second.rdd(), PackedLineage.TAG), PackedLineage.TAG);
      assertThat(other.id()).isEqualTo(second.rdd().id());
      assertThat(TaskBytes.read(task, PackedLineage.TAG)).isSameAs(read);

      // What an executor keeps has an end.
      for (int i = 0; i < 20; i++) {
        BlockSet.persist(labels().mapPartitions(new OneRow()).rdd()).close();
      }
      assertThat(TaskBytes.read(task, PackedLineage.TAG)).isNotSameAs(read);
    }
  }

  @Test
  void whatWasFreedMeanwhileIsNotKeptAgain() {
    JavaRDD<Integer> labels = labels().persist(StorageLevel.MEMORY_ONLY());
    try (BlockSet set = BlockSet.persist(labels.mapPartitions(new OneRow()).rdd())) {
      assertThat(sumOfLabels(set)).isEqualTo(1);
      assertThat(isInMemory(labels.id(), 0)).isTrue();

      labels.unpersist(true);
      lose(set.rdd().id(), 0);
      assertThat(sumOfLabels(set)).isEqualTo(1);
      assertThat(isInMemory(set.rdd().id(), 0)).isTrue();
      assertThat(isInMemory(labels.id(), 0)).isFalse();
    }
  }
}
