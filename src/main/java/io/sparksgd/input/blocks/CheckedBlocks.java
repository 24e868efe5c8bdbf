package io.sparksgd.input.blocks;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.spark.TaskBytes;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Set;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * The packed rows of a block set, persisted. {@link #compute} runs at the first read, and again
 * when a partition was lost; then it checks that the rows are the same. A step finds its rows in
 * memory and pays nothing for that.
 */
final class CheckedBlocks extends RDD<BlockPartition> {
  private static final long serialVersionUID = 1L;

  private static final ClassTag<BlockPartition> TAG = ClassTag.apply(BlockPartition.class);

  private final String source;

  /** Of each partition at the first read; null before it. Every job takes them along: few bytes. */
  private long[] fingerprints;

  private int[] rows;

  /** What the tasks of the last job got, and the RDDs that were persisted then. */
  private transient ShippedBlocks shipped;

  private transient Set<Object> persisted;
  private transient boolean packing;

  /**
   * The rows of an RDD.
   *
   * @param made one element in each partition
   * @param source their name in messages
   */
  CheckedBlocks(RDD<BlockPartition> made, String source) {
    super(
        made.context(),
        CollectionConverters.asScala(List.<Dependency<?>>of(new PackedLineage(made))).toSeq(),
        TAG);
    this.source = source;
  }

  /** From now on, partitions that are made again must equal these. */
  synchronized void expect(PartitionCounts[] counts) {
    shipped = null;
    rows = new int[counts.length];
    fingerprints = new long[counts.length];
    for (int p = 0; p < counts.length; p++) {
      rows[p] = counts[p].rows;
      fingerprints[p] = counts[p].fingerprint;
    }
  }

  @Override
  public Partition[] getPartitions() {
    return this.<BlockPartition>firstParent(TAG).partitions();
  }

  @Override
  public Iterator<BlockPartition> compute(Partition split, TaskContext context) {
    Iterator<BlockPartition> made = this.<BlockPartition>firstParent(TAG).iterator(split, context);
    if (fingerprints == null) {
      return made;
    }
    BlockPartition again = made.next();
    int then = rows[split.index()];
    if (then != again.rows() || fingerprints[split.index()] != again.fingerprint()) {
      throw new ChangedInputException(
          source,
          split.index(),
          then + " rows",
          again.rows() == then ? "other values" : again.rows() + " rows");
    }
    return CollectionConverters.asScala(List.of(again).iterator());
  }

  /**
   * The replacement of this object in tasks. Its bytes are the same in all jobs as long as nothing
   * is persisted or freed, because every RDD of the lineage knows whether it is persisted.
   */
  private synchronized Object writeReplace() {
    if (packing) {
      return this;
    }
    Set<Object> now = context().getPersistentRDDs().keySet().toSet();
    if (shipped == null || !now.equals(persisted)) {
      packing = true;
      try {
        shipped = new ShippedBlocks(TaskBytes.of(this, PackedLineage.TAG));
      } finally {
        packing = false;
      }
      persisted = now;
    }
    return shipped;
  }
}
