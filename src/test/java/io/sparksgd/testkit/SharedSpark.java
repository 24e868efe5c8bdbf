package io.sparksgd.testkit;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the tests' JVM, and data in it. */
public final class SharedSpark {
  private static final class Holder {
    static final SparkSession SESSION = start();
  }

  private SharedSpark() {}

  /** The session: two cores, loopback only; started at the first call. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  /** The session's context. */
  public static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session().sparkContext());
  }

  /**
   * Deals rows out in their order: the first {@code partitionRows[0]} to the first partition, and
   * so on.
   *
   * @throws IllegalArgumentException unless the partitions take all rows
   */
  public static BlockSet blocks(RowBlock all, int... partitionRows) {
    return blocks(context(), all, partitionRows);
  }

  /** The same in another session. */
  public static BlockSet blocks(JavaSparkContext context, RowBlock all, int... partitionRows) {
    List<BlockPartition> partitions = new ArrayList<>();
    int next = 0;
    for (int rows : partitionRows) {
      BlockBuilder builder = new BlockBuilder();
      for (int i = 0; i < rows; i++) {
        builder.copy(all, next++);
      }
      partitions.add(
          rows == 0
              ? BlockPartition.empty()
              : new BlockPartition(new RowBlock[] {builder.build()}));
    }
    if (next != all.rows()) {
      throw new IllegalArgumentException(
          "Invalid partition rows: " + next + " in all (allowed: " + all.rows() + ")");
    }
    return BlockSet.persist(context.parallelize(partitions, partitions.size()).rdd());
  }

  private static SparkSession start() {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("spark-sgd tests")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    session.sparkContext().setLogLevel("WARN");
    return session;
  }
}
