package io.sparksgd.spark.input;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.rdd.RDD;

/**
 * A block set's RDD on its way to the executors: bytes that an executor reads once, and not in
 * every task of every step. Tasks that run at the same time share what was read, which nothing
 * changes there.
 */
final class ShippedBlocks implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Training and validation rows of a few runs; a few kilobytes each. */
  private static final int MOST_KEPT = 16;

  /** What this executor read last. */
  private static final Map<UUID, RDD<BlockPartition>> READ =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, RDD<BlockPartition>> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private final long high;
  private final long low;
  private final byte[] bytes;

  ShippedBlocks(byte[] bytes) {
    UUID name = UUID.randomUUID();
    this.high = name.getMostSignificantBits();
    this.low = name.getLeastSignificantBits();
    this.bytes = bytes;
  }

  private Object readResolve() {
    UUID name = new UUID(high, low);
    synchronized (READ) {
      RDD<BlockPartition> blocks = READ.get(name);
      if (blocks == null) {
        blocks = TaskBytes.read(bytes, PackedLineage.TAG);
        READ.put(name, blocks);
      }
      return blocks;
    }
  }
}
