package io.sparksgd.spark;

import io.sparksgd.objective.GradientSum;
import io.sparksgd.spark.input.BlockPartition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.rdd.RDD;
import scala.Tuple2;
import scala.runtime.AbstractFunction2;

/**
 * Two levels of addition for sums too large to meet on the driver: partitions send their
 * contributions to about {@code sqrt(partitions)} groups, a task adds each group, the driver adds
 * the groups. As RDD.treeAggregate, but the additions happen in the order of the partition ids, so
 * that the same run gives the same bits.
 */
final class TreeAggregation {
  private TreeAggregation() {}

  /** Adds the contributions of all the partitions, group by group. */
  static List<Contribution> groups(RDD<BlockPartition> rows, GradientTask task) {
    int partitions = rows.getNumPartitions();
    int groupSize = (int) Math.ceil(Math.sqrt(partitions));
    int groups = (partitions + groupSize - 1) / groupSize;
    JavaPairRDD<Integer, Numbered> numbered =
        JavaPairRDD.fromJavaRDD(
            rows.toJavaRDD().mapPartitionsWithIndex(new ByGroup(task, groupSize), true));
    RDD<Contribution> sums =
        numbered.partitionBy(new HashPartitioner(groups)).mapPartitions(new AddInOrder()).rdd();
    return PartitionJob.run(sums, new Only(), Contribution.class);
  }

  /** A contribution and the partition it comes from. */
  private static final class Numbered implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int partition;
    private final Contribution contribution;

    Numbered(int partition, Contribution contribution) {
      this.partition = partition;
      this.contribution = contribution;
    }
  }

  private static final class ByGroup
      implements Function2<Integer, Iterator<BlockPartition>, Iterator<Tuple2<Integer, Numbered>>> {
    private static final long serialVersionUID = 1L;
    private final GradientTask task;
    private final int groupSize;

    ByGroup(GradientTask task, int groupSize) {
      this.task = task;
      this.groupSize = groupSize;
    }

    @Override
    public Iterator<Tuple2<Integer, Numbered>> call(Integer id, Iterator<BlockPartition> rows) {
      Contribution contribution = task.contribution(id, rows.next());
      // An Integer hashes to itself: group g is partition g of the shuffle.
      return List.of(new Tuple2<>(id / groupSize, new Numbered(id, contribution))).iterator();
    }
  }

  private static final class AddInOrder
      implements FlatMapFunction<Iterator<Tuple2<Integer, Numbered>>, Contribution> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Contribution> call(Iterator<Tuple2<Integer, Numbered>> group) {
      List<Numbered> members = new ArrayList<>();
      group.forEachRemaining(member -> members.add(member._2()));
      members.sort(Comparator.comparingInt(member -> member.partition));
      GradientSum sum = members.get(0).contribution.emptySum();
      for (Numbered member : members) {
        member.contribution.addTo(sum);
      }
      return List.of(Contribution.of(sum)).iterator();
    }
  }

  private static final class Only
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<Contribution>, Contribution>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Contribution apply(TaskContext task, scala.collection.Iterator<Contribution> sums) {
      return sums.next();
    }
  }
}
