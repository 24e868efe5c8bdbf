package io.sparksgd.spark.input;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.SparkEnv;
import org.apache.spark.rdd.RDD;
import org.apache.spark.serializer.SerializerInstance;
import scala.collection.immutable.Set;
import scala.reflect.ClassTag;

/**
 * What persisted rows are made from. Spark puts an RDD with all that it is made from into every
 * task, and reading these objects took a tenth of a small step; but only a task whose partition was
 * lost needs them. So they travel as bytes, which are read when somebody asks for them. On the
 * driver it is an ordinary dependency: the scheduler sees every shuffle behind it.
 */
final class PackedLineage extends OneToOneDependency<BlockPartition> {
  private static final long serialVersionUID = 1L;

  private static final ClassTag<Object> ANY = ClassTag.apply(Object.class);

  /** Null on an executor until somebody asks. */
  private transient RDD<BlockPartition> made;

  /** Null on the driver until the first job. */
  private transient byte[] bytes;

  /** The RDDs that were persisted when the driver made the bytes. */
  private transient Set<Object> persisted;

  /** The dependency as the driver sees it. */
  PackedLineage(RDD<BlockPartition> made) {
    super(null);
    this.made = made;
  }

  private PackedLineage(byte[] bytes) {
    super(null);
    this.bytes = bytes;
  }

  @Override
  public synchronized RDD<BlockPartition> rdd() {
    if (made == null) {
      @SuppressWarnings("unchecked")
      RDD<BlockPartition> read =
          (RDD<BlockPartition>)
              serializer()
                  .deserialize(
                      ByteBuffer.wrap(bytes), Thread.currentThread().getContextClassLoader(), ANY);
      made = read;
    }
    return made;
  }

  /**
   * The same bytes for all jobs while nothing is persisted or freed: an RDD knows whether it is.
   */
  private synchronized Object writeReplace() {
    Set<Object> now = made.context().getPersistentRDDs().keySet().toSet();
    if (bytes == null || !now.equals(persisted)) {
      ByteBuffer buffer = serializer().serialize(made, ANY);
      bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      persisted = now;
    }
    return new Packed(bytes);
  }

  private static SerializerInstance serializer() {
    return SparkEnv.get().closureSerializer().newInstance();
  }

  /** The dependency on its way to an executor. */
  private static final class Packed implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Packed(byte[] bytes) {
      this.bytes = bytes;
    }

    private Object readResolve() {
      return new PackedLineage(bytes);
    }
  }
}
