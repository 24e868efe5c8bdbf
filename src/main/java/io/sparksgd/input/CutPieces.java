package io.sparksgd.input;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.input.format.Chunk;
import io.sparksgd.input.scan.ChosenRows;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** Cuts chunks where the target partitions begin, and leaves out rows that are not chosen. */
final class CutPieces
    implements Function2<Integer, Iterator<Chunk>, Iterator<Tuple2<Integer, Piece>>> {
  private static final long serialVersionUID = 1L;

  private final ChosenRows rows;
  private final Targets targets;

  CutPieces(ChosenRows rows, Targets targets) {
    this.rows = rows;
    this.targets = targets;
  }

  @Override
  public Iterator<Tuple2<Integer, Piece>> call(Integer partition, Iterator<Chunk> chunks) {
    return new Pieces(chunks, rows.walk(partition));
  }

  private final class Pieces implements Iterator<Tuple2<Integer, Piece>> {
    private final Iterator<Chunk> chunks;
    private final ChosenRows.Walk walk;
    private final ArrayDeque<Tuple2<Integer, Piece>> ready = new ArrayDeque<>();
    private final BlockBuilder builder = new BlockBuilder();

    Pieces(Iterator<Chunk> chunks, ChosenRows.Walk walk) {
      this.chunks = chunks;
      this.walk = walk;
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
      long first = walk.enter(chunk);
      int count = walk.count();
      if (count == 0) {
        return;
      }
      int target = targets.partitionOf(first);
      if (count == chunk.block.rows() && target == targets.partitionOf(first + count - 1)) {
        ready.add(new Tuple2<>(target, new Piece(first, chunk.block)));
        return;
      }
      int next = 0;
      while (next < count) {
        target = targets.partitionOf(first + next);
        long end = Math.min(first + count, targets.firstRow(target + 1));
        long begin = first + next;
        for (; first + next < end; next++) {
          builder.copy(chunk.block, walk.row(next));
        }
        ready.add(new Tuple2<>(target, new Piece(begin, builder.build())));
      }
    }
  }
}
