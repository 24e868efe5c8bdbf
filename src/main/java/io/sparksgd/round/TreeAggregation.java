package io.sparksgd.round;

import io.sparksgd.exchange.EncodedSum;
import io.sparksgd.exchange.RoundSum;
import io.sparksgd.exchange.Wire;
import io.sparksgd.spark.PartitionJob;
import io.sparksgd.task.EncodedSumSource;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.rdd.RDD;
import scala.Tuple2;

/**
 * Adds contributions in a tree, for sums too large to be added on the driver alone. With a depth of
 * two, partitions send their contributions to about {@code sqrt(partitions)} groups, a task adds
 * each group, and the driver adds the groups. A greater depth d adds groups of about {@code
 * partitions^(1/d)} in d - 1 stages first. Other than RDD.treeAggregate, it adds in the order of
 * the partition ids, so that the same run gives the same bits. Another depth is another order, and
 * may differ in the last bits.
 */
public final class TreeAggregation {
  private TreeAggregation() {}

  /**
   * Adds the contributions of all partitions, group by group. The sums travel uncompressed.
   *
   * @param depth levels of addition, that of the driver included
   */
  static <T> List<EncodedSum> groups(
      RDD<T> rdd, EncodedSumSource<T> source, Wire wire, Wire exact, int depth) {
    int groupSize = groupSize(rdd.getNumPartitions(), depth);
    RDD<EncodedSum> sums = level(rdd, source, wire, exact, groupSize);
    while (sums.getNumPartitions() > groupSize) {
      sums = level(sums, new Only(), exact, exact, groupSize);
    }
    return PartitionJob.run(sums, new Only(), EncodedSum.class);
  }

  /** The smallest size of two or more with {@code size^depth >= partitions}. */
  static int groupSize(int partitions, int depth) {
    int size = 2;
    while (Math.pow(size, depth) < partitions) {
      size++;
    }
    return size;
  }

  private static <T> RDD<EncodedSum> level(
      RDD<T> rdd, EncodedSumSource<T> source, Wire wire, Wire exact, int groupSize) {
    int groups = groups(rdd.getNumPartitions(), groupSize);
    JavaPairRDD<Integer, Numbered> numbered =
        JavaPairRDD.fromJavaRDD(
            rdd.toJavaRDD().mapPartitionsWithIndex(new ByGroup<>(source, groupSize), true));
    return numbered
        .partitionBy(new HashPartitioner(groups))
        .mapPartitions(new AddInOrder(wire, exact))
        .rdd();
  }

  /** Sums that reach the driver. */
  public static int sums(int partitions, int depth) {
    int size = groupSize(partitions, depth);
    int sums = groups(partitions, size);
    while (sums > size) {
      sums = groups(sums, size);
    }
    return sums;
  }

  private static int groups(int encodedSums, int size) {
    return (encodedSums + size - 1) / size;
  }

  /** A contribution and the partition it comes from. */
  private static final class Numbered implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int partition;
    private final EncodedSum encodedSum;

    Numbered(int partition, EncodedSum encodedSum) {
      this.partition = partition;
      this.encodedSum = encodedSum;
    }
  }

  private static final class ByGroup<T>
      implements Function2<Integer, Iterator<T>, Iterator<Tuple2<Integer, Numbered>>> {
    private static final long serialVersionUID = 1L;
    private final EncodedSumSource<T> source;
    private final int groupSize;

    ByGroup(EncodedSumSource<T> source, int groupSize) {
      this.source = source;
      this.groupSize = groupSize;
    }

    @Override
    public Iterator<Tuple2<Integer, Numbered>> call(Integer id, Iterator<T> elements) {
      EncodedSum encodedSum = source.encodedSum(id, elements.next());
      // An Integer hashes to itself: group g is partition g of the shuffle.
      return List.of(new Tuple2<>(id / groupSize, new Numbered(id, encodedSum))).iterator();
    }
  }

  private static final class AddInOrder
      implements FlatMapFunction<Iterator<Tuple2<Integer, Numbered>>, EncodedSum> {
    private static final long serialVersionUID = 1L;
    private final Wire wire;
    private final Wire exact;

    AddInOrder(Wire wire, Wire exact) {
      this.wire = wire;
      this.exact = exact;
    }

    @Override
    public Iterator<EncodedSum> call(Iterator<Tuple2<Integer, Numbered>> group) {
      List<Numbered> members = new ArrayList<>();
      group.forEachRemaining(member -> members.add(member._2()));
      members.sort(Comparator.comparingInt(member -> member.partition));
      RoundSum sum = new RoundSum(members.get(0).encodedSum.size());
      for (Numbered member : members) {
        sum.add(member.encodedSum, wire);
      }
      return List.of(EncodedSum.ofGroup(sum, exact)).iterator();
    }
  }

  private static final class Only extends EncodedSumSource<EncodedSum> {
    private static final long serialVersionUID = 1L;

    @Override
    public EncodedSum encodedSum(int partitionId, EncodedSum sum) {
      return sum;
    }
  }
}
