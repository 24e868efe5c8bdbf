package io.sparksgd.input.blocks;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.spark.TaskBytes;
import java.io.Serializable;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;

/**
 * The lineage of persisted rows. Spark puts an RDD with its whole lineage into every task, and
 * deserialising it took a tenth of a small step. Only a task whose partition was lost needs the
 * lineage, so it travels as bytes. On the driver it is an ordinary dependency, and the scheduler
 * sees every shuffle behind it.
 */
final class PackedLineage extends OneToOneDependency<BlockPartition> {
  private static final long serialVersionUID = 1L;

  static final ClassTag<RDD<BlockPartition>> TAG = ClassTag.apply(RDD.class);

  /** Null on an executor. */
  private final transient RDD<BlockPartition> made;

  /** Null on the driver. */
  private final transient byte[] bytes;

  /** The dependency as the driver sees it. */
  PackedLineage(RDD<BlockPartition> made) {
    this(made, null);
  }

  private PackedLineage(RDD<BlockPartition> made, byte[] bytes) {
    super(null);
    this.made = made;
    this.bytes = bytes;
  }

  /** On an executor other objects for each task that asks, as Spark would give it. */
  @Override
  public RDD<BlockPartition> rdd() {
    return made == null ? TaskBytes.read(bytes, TAG) : made;
  }

  private Object writeReplace() {
    return new Packed(TaskBytes.of(made, TAG));
  }

  /** The dependency on its way to an executor. */
  private static final class Packed implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Packed(byte[] bytes) {
      this.bytes = bytes;
    }

    private Object readResolve() {
      return new PackedLineage(null, bytes);
    }
  }
}
