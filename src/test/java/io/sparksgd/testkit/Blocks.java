package io.sparksgd.testkit;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.format.CellNumbers;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Block sets as text, for assertions. */
public final class Blocks {
  private Blocks() {}

  public static List<BlockPartition> partitions(BlockSet set) {
    return JavaRDD.fromRDD(
            set.rdd(), scala.reflect.ClassTag$.MODULE$.<BlockPartition>apply(BlockPartition.class))
        .collect();
  }

  /** Each row as {@code label*weight index:value ...}, in order; zeros are left out. */
  public static List<String> rows(BlockSet set) {
    List<String> rows = new ArrayList<>();
    for (BlockPartition partition : partitions(set)) {
      for (int b = 0; b < partition.blocks(); b++) {
        RowBlock block = partition.block(b);
        for (int row = 0; row < block.rows(); row++) {
          StringBuilder text =
              new StringBuilder(CellNumbers.show(block.label(row)))
                  .append('*')
                  .append(CellNumbers.show(block.weight(row)));
          block.forEach(
              row,
              (index, value) -> {
                if (value != 0) {
                  text.append(' ').append(index).append(':').append(CellNumbers.show(value));
                }
              });
          rows.add(text.toString());
        }
      }
    }
    return rows;
  }

  /** Rows, features and class of every block, partition by partition. */
  public static List<String> layout(BlockSet set) {
    List<String> layout = new ArrayList<>();
    for (BlockPartition partition : partitions(set)) {
      StringBuilder text = new StringBuilder().append(partition.rows());
      for (int b = 0; b < partition.blocks(); b++) {
        RowBlock block = partition.block(b);
        text.append(' ')
            .append(block.rows())
            .append('x')
            .append(block.features())
            .append(block.getClass().getSimpleName());
      }
      layout.add(text.toString());
    }
    return layout;
  }

  public static List<Integer> partitionRows(BlockSet set) {
    List<Integer> rows = new ArrayList<>();
    for (BlockPartition partition : partitions(set)) {
      rows.add(partition.rows());
    }
    return rows;
  }
}
