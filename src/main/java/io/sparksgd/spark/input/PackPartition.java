package io.sparksgd.spark.input;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Packs the pieces of a partition into its blocks. The blocks depend on the rows only, not on how
 * the pieces were cut: sums over them are the same to the last bit.
 */
final class PackPartition
    implements FlatMapFunction<Iterator<Tuple2<Integer, Piece>>, BlockPartition> {
  private static final long serialVersionUID = 1L;

  private final int features;
  private final LabelCoding coding;

  PackPartition(int features, LabelCoding coding) {
    this.features = features;
    this.coding = coding;
  }

  @Override
  public Iterator<BlockPartition> call(Iterator<Tuple2<Integer, Piece>> tuples) {
    List<Piece> pieces = new ArrayList<>();
    while (tuples.hasNext()) {
      pieces.add(tuples.next()._2());
    }
    pieces.sort(Comparator.comparingLong(piece -> piece.firstRow));
    List<RowBlock> blocks = new ArrayList<>();
    BlockBuilder builder = new BlockBuilder();
    RowCopy copy = new RowCopy(builder);
    for (Piece piece : pieces) {
      for (int row = 0; row < piece.block.rows(); row++) {
        copy.copy(piece.block, row);
        if (BlockLimits.isFull(builder)) {
          blocks.add(builder.build());
        }
      }
    }
    if (builder.rows() > 0) {
      blocks.add(builder.build());
    }
    return List.of(new BlockPartition(blocks.toArray(new RowBlock[0]))).iterator();
  }

  /** Copies rows; one object, so that a row needs none. */
  private final class RowCopy implements RowBlock.FeatureVisitor {
    private final BlockBuilder builder;
    private int width;

    RowCopy(BlockBuilder builder) {
      this.builder = builder;
    }

    void copy(RowBlock block, int row) {
      builder.startRow(coding.code(block.label(row)), block.weight(row));
      width = 0;
      block.forEach(row, this);
      if (width < features) {
        // A zero, not stored: it makes every block as wide as the data.
        builder.feature(features - 1, 0.0);
      }
    }

    @Override
    public void visit(int index, double value) {
      builder.feature(index, value);
      width = index + 1;
    }
  }
}
