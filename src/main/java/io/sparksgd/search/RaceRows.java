package io.sparksgd.search;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of a race, in random order, with each scaling of their features that the race tries. The
 * first m rows are a random sample of all. Immutable. Data plane: a broadcast.
 */
final class RaceRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int BLOCK_ROWS = 512;

  /** By the name of the scaling. */
  private final TreeMap<String, BlockPartition> pool;

  /** Empty where the job has no validation rows. */
  private final TreeMap<String, BlockPartition> validation;

  private RaceRows(Map<String, BlockPartition> pool, Map<String, BlockPartition> validation) {
    this.pool = new TreeMap<>(pool);
    this.validation = new TreeMap<>(validation);
  }

  /**
   * Some of the rows as a trial sees them.
   *
   * @param rows number of rows to train on: the first ones that are not held out
   * @param heldOutFrom first row that is held out; not trained on if it is one of the pool
   * @param heldOut number of rows that are held out
   * @param partitions parts into which the training rows are cut
   */
  record View(FeatureScale scale, int rows, int heldOutFrom, int heldOut, int partitions)
      implements Serializable {}

  /**
   * The rows with several scalings.
   *
   * @param pool rows in random order
   * @param validation rows to judge by, in random order; null: rows of the pool are held out
   */
  static RaceRows of(
      RowBlock pool, RowBlock validation, Map<FeatureScale, SampleScaling> scalings) {
    Map<String, BlockPartition> pools = new TreeMap<>();
    Map<String, BlockPartition> validations = new TreeMap<>();
    scalings.forEach(
        (scale, scaling) -> {
          pools.put(scale.name(), partition(scaling, pool));
          if (validation != null) {
            validations.put(scale.name(), partition(scaling, validation));
          }
        });
    return new RaceRows(pools, validations);
  }

  private static BlockPartition partition(SampleScaling scaling, RowBlock rows) {
    List<RowBlock> blocks = new ArrayList<>();
    for (int from = 0; from < rows.rows(); from += BLOCK_ROWS) {
      blocks.add(scaling.scaled(rows, from, Math.min(rows.rows(), from + BLOCK_ROWS)));
    }
    return new BlockPartition(blocks.toArray(new RowBlock[0]));
  }

  /** The training rows of a view. */
  BlockPartition[] partitions(View view) {
    BlockPartition[] partitions = new BlockPartition[view.partitions()];
    for (int p = 0; p < partitions.length; p++) {
      int from = (int) ((long) view.rows() * p / partitions.length);
      int to = (int) ((long) view.rows() * (p + 1) / partitions.length);
      List<RowBlock> blocks = new ArrayList<>();
      int gap = validation.isEmpty() ? view.heldOutFrom() : Integer.MAX_VALUE;
      cut(pool.get(view.scale().name()), from, Math.min(to, gap), blocks);
      if (to > gap) {
        int first = Math.max(from, gap) + view.heldOut();
        cut(pool.get(view.scale().name()), first, to + view.heldOut(), blocks);
      }
      partitions[p] = new BlockPartition(blocks.toArray(new RowBlock[0]));
    }
    return partitions;
  }

  /** The held-out rows of a view. */
  BlockPartition heldOut(View view) {
    Map<String, BlockPartition> from = validation.isEmpty() ? pool : validation;
    List<RowBlock> blocks = new ArrayList<>();
    int end = view.heldOutFrom() + view.heldOut();
    cut(from.get(view.scale().name()), view.heldOutFrom(), end, blocks);
    return new BlockPartition(blocks.toArray(new RowBlock[0]));
  }

  private static void cut(BlockPartition rows, int from, int to, List<RowBlock> cut) {
    for (int b = from / BLOCK_ROWS; b * BLOCK_ROWS < to; b++) {
      RowBlock block = rows.block(b);
      int first = Math.max(0, from - b * BLOCK_ROWS);
      int end = Math.min(block.rows(), to - b * BLOCK_ROWS);
      if (first < end) {
        cut.add(first == 0 && end == block.rows() ? block : rows(block, first, end));
      }
    }
  }

  private static RowBlock rows(RowBlock block, int from, int to) {
    BlockBuilder builder = new BlockBuilder(Precision.AUTO);
    for (int row = from; row < to; row++) {
      builder.copy(block, row);
    }
    return builder.atLeast(block.features()).build();
  }
}
