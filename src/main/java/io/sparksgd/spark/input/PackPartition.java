package io.sparksgd.spark.input;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Packs the pieces of a partition into its blocks. The blocks depend on the rows only, not on how
 * the pieces were cut: sums over them are the same to the last bit.
 */
final class PackPartition
    implements FlatMapFunction<Iterator<Tuple2<Integer, Piece>>, BlockPartition> {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final Targets targets;
  private final int features;
  private final LabelCoding coding;
  private final Precision precision;

  PackPartition(
      String source, Targets targets, int features, LabelCoding coding, Precision precision) {
    this.source = source;
    this.targets = targets;
    this.features = features;
    this.coding = coding;
    this.precision = precision;
  }

  @Override
  public Iterator<BlockPartition> call(Iterator<Tuple2<Integer, Piece>> tuples) {
    List<Piece> pieces = new ArrayList<>();
    while (tuples.hasNext()) {
      pieces.add(tuples.next()._2());
    }
    pieces.sort(Comparator.comparingLong(piece -> piece.firstRow));
    List<RowBlock> blocks = new ArrayList<>();
    BlockBuilder builder = new BlockBuilder(precision);
    for (Piece piece : pieces) {
      for (int row = 0; row < piece.block.rows(); row++) {
        // As wide as the data, whatever the rows hold.
        builder.copy(piece.block, row, coding.code(piece.block.label(row))).atLeast(features);
        if (BlockLimits.isFull(builder)) {
          blocks.add(builder.build());
        }
      }
    }
    if (builder.rows() > 0) {
      blocks.add(builder.build());
    }
    BlockPartition partition = new BlockPartition(blocks.toArray(new RowBlock[0]));
    checkRows(partition.rows());
    return List.of(partition).iterator();
  }

  /** Chunks that were lost after the scan had counted them may be read again with other rows. */
  private void checkRows(long rows) {
    int id = TaskContext.getPartitionId();
    long counted = targets.firstRow(id + 1) - targets.firstRow(id);
    if (rows != counted) {
      throw new ChangedInputException(source, id, counted + " rows", rows + " rows");
    }
  }
}
