package io.sparksgd.input.blocks;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.spark.RecentlyRead;
import io.sparksgd.spark.TaskBytes;
import java.io.Serializable;
import java.util.UUID;
import org.apache.spark.rdd.RDD;

/**
 * The serialised form of a block set's RDD in tasks: bytes that an executor deserialises once, not
 * in every task of every step. Tasks that run at the same time share the object, which nothing
 * changes.
 */
final class ShippedBlocks implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final RecentlyRead<RDD<BlockPartition>> READ = new RecentlyRead<>();

  private final UUID name = UUID.randomUUID();
  private final byte[] bytes;

  ShippedBlocks(byte[] bytes) {
    this.bytes = bytes;
  }

  private Object readResolve() {
    return READ.get(name, () -> TaskBytes.read(bytes, PackedLineage.TAG));
  }
}
