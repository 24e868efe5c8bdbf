package io.sparksgd.spark.input;

import io.sparksgd.data.BlockBuilder;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** Cuts chunks where the target partitions begin, and leaves out the rows of the other side. */
final class CutPieces
    implements Function2<Integer, Iterator<Chunk>, Iterator<Tuple2<Integer, Piece>>> {
  private static final long serialVersionUID = 1L;

  private final RowChoice choice;
  private final Targets targets;

  /** Index in the whole input of the first row of each file split, by partition and split. */
  private final long[][] firstInput;

  /** The same in the block set. */
  private final long[][] firstOutput;

  CutPieces(RowChoice choice, Targets targets, long[][] firstInput, long[][] firstOutput) {
    this.choice = choice;
    this.targets = targets;
    this.firstInput = firstInput;
    this.firstOutput = firstOutput;
  }

  @Override
  public Iterator<Tuple2<Integer, Piece>> call(Integer partition, Iterator<Chunk> chunks) {
    return new Pieces(chunks, firstInput[partition], firstOutput[partition]);
  }

  private final class Pieces implements Iterator<Tuple2<Integer, Piece>> {
    private final Iterator<Chunk> chunks;
    private final long[] firstInput;
    private final long[] firstOutput;
    private final ArrayDeque<Tuple2<Integer, Piece>> ready = new ArrayDeque<>();
    private final BlockBuilder builder = new BlockBuilder();
    private int segment;
    private long input;
    private long output;

    Pieces(Iterator<Chunk> chunks, long[] firstInput, long[] firstOutput) {
      this.chunks = chunks;
      this.firstInput = firstInput;
      this.firstOutput = firstOutput;
      if (firstInput.length > 0) {
        input = firstInput[0];
        output = firstOutput[0];
      }
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && chunks.hasNext()) {
        cut(chunks.next());
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, Piece> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void cut(Chunk chunk) {
      if (chunk.counts.segment != segment) {
        segment = chunk.counts.segment;
        input = firstInput[segment];
        output = firstOutput[segment];
      }
      int rows = chunk.block.rows();
      if (choice instanceof AllRows
          && rows > 0
          && targets.partitionOf(output) == targets.partitionOf(output + rows - 1)) {
        ready.add(new Tuple2<>(targets.partitionOf(output), new Piece(output, chunk.block)));
        input += rows;
        output += rows;
        return;
      }
      cutRows(chunk);
    }

    private void cutRows(Chunk chunk) {
      long first = output;
      int target = 0;
      for (int row = 0; row < chunk.block.rows(); row++) {
        if (!choice.takes(input + row, chunk.isMarked(row))) {
          continue;
        }
        int to = targets.partitionOf(output);
        if (builder.rows() > 0 && to != target) {
          ready.add(new Tuple2<>(target, new Piece(first, builder.build())));
        }
        if (builder.rows() == 0) {
          first = output;
          target = to;
        }
        builder.copy(chunk.block, row);
        output++;
      }
      if (builder.rows() > 0) {
        ready.add(new Tuple2<>(target, new Piece(first, builder.build())));
      }
      input += chunk.block.rows();
    }
  }
}
