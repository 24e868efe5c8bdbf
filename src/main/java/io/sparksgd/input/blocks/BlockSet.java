package io.sparksgd.input.blocks;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.Precision;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.StorageLevel;
import scala.reflect.ClassTag$;

/**
 * Packed rows in a persisted RDD with exactly one {@link BlockPartition} in each partition, and
 * their counts. Lives until {@link #close}; on the driver only.
 */
public final class BlockSet implements AutoCloseable {
  private final RDD<BlockPartition> rdd;
  private final String source;

  /** Global index of each partition's first row; one more element, the number of rows. */
  private final long[] firstRows;

  private final Totals totals;

  /** The counts of all partitions together. */
  private record Totals(
      int features,
      long storedValues,
      long bytes,
      double weightSum,
      String kernels,
      String fingerprint,
      Optional<LabelContrast> labelContrast) {
    static Totals of(PartitionCounts[] counts) {
      int features = 0;
      long stored = 0;
      long bytes = 0;
      double weights = 0;
      long hash = 0;
      Set<String> kernels = new TreeSet<>();
      for (PartitionCounts count : counts) {
        features = Math.max(features, count.features);
        stored += count.storedValues;
        bytes += count.bytes;
        weights += count.weightSum;
        kernels.add(count.kernels);
        hash = Long.rotateLeft(31 * hash + count.rows, 17) ^ count.fingerprint;
      }
      return new Totals(
          features,
          stored,
          bytes,
          weights,
          String.join(" and ", kernels),
          HexFormat.of().toHexDigits(hash),
          LabelContrast.of(counts));
    }
  }

  private BlockSet(RDD<BlockPartition> rdd, String source, PartitionCounts[] counts) {
    this.rdd = rdd;
    this.source = source;
    this.firstRows = new long[counts.length + 1];
    for (int p = 0; p < counts.length; p++) {
      firstRows[p + 1] = firstRows[p] + counts[p].rows;
    }
    this.totals = Totals.of(counts);
  }

  /**
   * Persists (memory, then disk), materialises with one job and reads the counts.
   *
   * @param rdd one element in each partition, not yet persisted
   */
  public static BlockSet persist(RDD<BlockPartition> rdd) {
    return persist(rdd, "the rows");
  }

  /**
   * The same with a name for the rows.
   *
   * @param source their name in messages
   */
  public static BlockSet persist(RDD<BlockPartition> rdd, String source) {
    CheckedBlocks blocks = new CheckedBlocks(rdd, source);
    blocks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      PartitionCounts[] counts =
          (PartitionCounts[])
              blocks
                  .context()
                  .runJob(
                      blocks,
                      new CountPartition(),
                      ClassTag$.MODULE$.<PartitionCounts>apply(PartitionCounts.class));
      blocks.expect(counts);
      return new BlockSet(blocks, source, counts);
    } catch (Exception e) {
      // Scala throws checked exceptions undeclared.
      blocks.unpersist(false);
      throw e;
    }
  }

  /**
   * The same rows with every value multiplied by the factor of its feature: another block set.
   *
   * @param factors one for each feature
   * @param precision of the products
   */
  public BlockSet scaled(double[] factors, Precision precision) {
    // The broadcast is not destroyed, because a lost block is scaled again.
    Broadcast<double[]> published =
        rdd.sparkContext().broadcast(factors, ClassTag$.MODULE$.apply(double[].class));
    return persist(
        rdd.toJavaRDD().mapPartitions(new ScaleFeatures(published, precision), true).rdd(), source);
  }

  /** The rows; persisted, one element in each partition. */
  public RDD<BlockPartition> rdd() {
    return rdd;
  }

  /** Sum of the rows' weights. */
  public double weightSum() {
    return totals.weightSum();
  }

  /** Number of partitions. */
  public int partitions() {
    return firstRows.length - 1;
  }

  /** Number of rows. */
  public long rows() {
    return firstRows[firstRows.length - 1];
  }

  /** Global index of each partition's first row, and after the last the number of rows. */
  public long[] firstRows() {
    return firstRows.clone();
  }

  /**
   * Global index of the first row of a partition; {@code firstRow(partitions()) == rows()}.
   *
   * @param partition 0 to {@link #partitions()}
   */
  public long firstRow(int partition) {
    return firstRows[partition];
  }

  /** 1 + the largest feature index; 0 without rows. */
  public int features() {
    return totals.features();
  }

  /** Stored feature values. */
  public long storedValues() {
    return totals.storedValues();
  }

  /** Bytes of the blocks' arrays. */
  public long bytes() {
    return totals.bytes();
  }

  /** Which kernels the executors use for dense rows, see {@link io.sparksgd.math.RowKernels}. */
  public String kernels() {
    return totals.kernels();
  }

  /** Fingerprint of the labels, weights and values of all rows, their order and partitions. */
  public String fingerprint() {
    return totals.fingerprint();
  }

  /** The difference between the partitions' labels, if chance does not explain it. */
  public Optional<LabelContrast> labelContrast() {
    return totals.labelContrast();
  }

  /** Frees the memory, without waiting. */
  @Override
  public void close() {
    rdd.unpersist(false);
  }
}
