package io.sparksgd.bench;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.CounterRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import scala.reflect.ClassTag;

/**
 * Random rows, packed where they are drawn. Value k of a row is the feature {@code [k d / n, (k +
 * 1) d / n)} of d features and n values: rising without sorting, and all features equally often.
 */
final class DrawnBlocks implements Function2<Integer, Iterator<Integer>, Iterator<BlockPartition>> {
  private static final long serialVersionUID = 1L;

  /** As the engine's reader cuts blocks. */
  private static final int BLOCK_ROWS = 4096;

  private static final int BLOCK_VALUES = 128 * 1024;
  private static final long SEED = 20261124;

  private final RowShape shape;
  private final int partitions;

  private DrawnBlocks(RowShape shape, int partitions) {
    this.shape = shape;
    this.partitions = partitions;
  }

  /** Persisted rows in two partitions. */
  static BlockSet persist(JavaSparkContext context, RowShape shape) {
    return BlockSet.persist(of(context, shape).rdd());
  }

  /** Rows in two partitions, not persisted. */
  static JavaRDD<BlockPartition> of(JavaSparkContext context, RowShape shape) {
    int partitions = 2;
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < partitions; id++) {
      ids.add(id);
    }
    return context
        .parallelize(ids, partitions)
        .mapPartitionsWithIndex(new DrawnBlocks(shape, partitions), true);
  }

  /** Copies of the blocks, on the driver. */
  static List<BlockPartition> collect(BlockSet blocks) {
    ClassTag<BlockPartition> tag = ClassTag.apply(BlockPartition.class);
    return JavaRDD.fromRDD(blocks.rdd(), tag).collect();
  }

  @Override
  public Iterator<BlockPartition> call(Integer id, Iterator<Integer> none) {
    return List.of(new BlockPartition(blocks(id))).iterator();
  }

  private RowBlock[] blocks(int id) {
    long end = shape.rows * (id + 1) / partitions;
    List<RowBlock> blocks = new ArrayList<>();
    BlockBuilder builder = new BlockBuilder();
    for (long row = shape.rows * id / partitions; row < end; row++) {
      draw(row, builder);
      if (builder.rows() == BLOCK_ROWS || builder.storedValues() >= BLOCK_VALUES) {
        blocks.add(builder.build());
      }
    }
    if (builder.rows() > 0) {
      blocks.add(builder.build());
    }
    return blocks.toArray(new RowBlock[0]);
  }

  private void draw(long row, BlockBuilder to) {
    int n = shape.nonZeros;
    to.startRow(CounterRandom.bits(SEED, 0, row) & 1, 1);
    for (int k = 0; k < n; k++) {
      int from = (int) ((long) k * shape.features / n);
      int width = (int) ((k + 1L) * shape.features / n) - from;
      long bits = CounterRandom.bits(SEED, 1, row * n + k);
      // 32 bits choose the feature, the other 32 a value of (-1, 1).
      int index = from + (int) (((bits >>> 32) * width) >>> 32);
      int value = (int) bits >> 31 - shape.bits;
      to.feature(index, (value + 0.5) * Math.scalb(1.0, -shape.bits));
    }
  }
}
