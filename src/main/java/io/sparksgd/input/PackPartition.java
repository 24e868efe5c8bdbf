package io.sparksgd.input;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockLimits;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.ChangedInputException;
import io.sparksgd.input.scan.LabelCoding;
import java.util.ArrayList;
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
    Places places = new Places(tuples);
    List<RowBlock> blocks = new ArrayList<>();
    BlockBuilder builder = new BlockBuilder(precision);
    for (int place = 0; place < places.count; place++) {
      RowBlock block = places.block(place);
      int row = places.rowOf[place];
      // As wide as the data, whatever the rows hold.
      builder.copy(block, row, coding.code(block.label(row))).atLeast(features);
      if (BlockLimits.isFull(builder)) {
        blocks.add(builder.build());
      }
    }
    if (builder.rows() > 0) {
      blocks.add(builder.build());
    }
    return List.of(new BlockPartition(blocks.toArray(new RowBlock[0]))).iterator();
  }

  /** Where each row of the partition is found among its pieces. */
  private final class Places {
    private final int id = TaskContext.getPartitionId();
    private final List<Piece> pieces = new ArrayList<>();
    private final int count;

    /** By place: 1 + the number of the piece; 0 where there is no row yet. */
    private final int[] pieceOf;

    /** By place: the row of the piece. */
    private final int[] rowOf;

    Places(Iterator<Tuple2<Integer, Piece>> tuples) {
      long there = 0;
      while (tuples.hasNext()) {
        Piece piece = tuples.next()._2();
        pieces.add(piece);
        there += piece.block.rows();
      }
      long first = targets.firstRow(id);
      long counted = targets.firstRow(id + 1) - first;
      check(counted, there, there + " rows");
      count = BlockPartition.checkedRows(counted);
      pieceOf = new int[count];
      rowOf = new int[count];
      for (int p = 0; p < pieces.size(); p++) {
        Piece piece = pieces.get(p);
        for (int row = 0; row < piece.block.rows(); row++) {
          int place = (int) (piece.index(row) - first);
          check(0, pieceOf[place], "other rows");
          pieceOf[place] = p + 1;
          rowOf[place] = row;
        }
      }
    }

    /** Chunks that were lost after the scan had counted them may be read again with other rows. */
    private void check(long expected, long actual, String now) {
      if (expected != actual) {
        long counted = targets.firstRow(id + 1) - targets.firstRow(id);
        throw new ChangedInputException(source, id, counted + " rows", now);
      }
    }

    RowBlock block(int place) {
      return pieces.get(pieceOf[place] - 1).block;
    }
  }
}
