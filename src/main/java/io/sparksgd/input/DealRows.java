package io.sparksgd.input;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockLimits;
import io.sparksgd.input.format.Chunk;
import io.sparksgd.input.scan.ChosenRows;
import io.sparksgd.math.Permutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Deals the chosen rows out to the partitions: row i of the chosen ones has the index {@code
 * order(i)} in the block set. Some chunks are dealt together, so that pieces have some rows even
 * where there are many partitions.
 */
final class DealRows
    implements Function2<Integer, Iterator<Chunk>, Iterator<Tuple2<Integer, Piece>>> {
  private static final long serialVersionUID = 1L;

  /** Some MiB of rows. */
  static final int CHUNKS_TOGETHER = 16;

  private final ChosenRows rows;
  private final Targets targets;
  private final Permutation order;

  DealRows(ChosenRows rows, Targets targets, Permutation order) {
    this.rows = rows;
    this.targets = targets;
    this.order = order;
  }

  @Override
  public Iterator<Tuple2<Integer, Piece>> call(Integer partition, Iterator<Chunk> chunks) {
    return new Pieces(chunks, rows.walk(partition));
  }

  private final class Pieces implements Iterator<Tuple2<Integer, Piece>> {
    private final Iterator<Chunk> chunks;
    private final ChosenRows.Walk walk;
    private final BlockBuilder builder = new BlockBuilder();

    private final Gathered gathered = new Gathered();

    /** The rows by partition. */
    private int[] dealt = new int[0];

    private int next;

    Pieces(Iterator<Chunk> chunks, ChosenRows.Walk walk) {
      this.chunks = chunks;
      this.walk = walk;
    }

    @Override
    public boolean hasNext() {
      while (next == gathered.count && chunks.hasNext()) {
        gather();
      }
      return next < gathered.count;
    }

    @Override
    public Tuple2<Integer, Piece> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int target = targets.partitionOf(gathered.indexOf[dealt[next]]);
      long first = targets.firstRow(target);
      long end = targets.firstRow(target + 1);
      int begin = next;
      while (next < gathered.count
          && gathered.indexOf[dealt[next]] < end
          && !BlockLimits.isFull(builder)) {
        gathered.copy(dealt[next], builder);
        next++;
      }
      int[] offsets = new int[next - begin];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = Math.toIntExact(gathered.indexOf[dealt[begin + i]] - first);
      }
      return new Tuple2<>(target, new Piece(first, offsets, builder.build()));
    }

    private void gather() {
      gathered.clear();
      next = 0;
      for (int i = 0; i < CHUNKS_TOGETHER && chunks.hasNext(); i++) {
        gathered.add(chunks.next(), walk, order);
      }
      dealt = gathered.dealt(targets);
    }
  }

  /** The chunks whose rows are dealt now, and their chosen rows. */
  private static final class Gathered {
    private final List<Chunk> together = new ArrayList<>();

    /** Of each chosen row: its chunk, its place there, and its index in the block set. */
    private int[] chunkOf = new int[0];

    private int[] rowOf = new int[0];
    private long[] indexOf = new long[0];
    private int count;

    void clear() {
      together.clear();
      count = 0;
    }

    void add(Chunk chunk, ChosenRows.Walk walk, Permutation order) {
      long first = walk.enter(chunk);
      int more = walk.count();
      if (count + more > indexOf.length) {
        int length = Math.max(count + more, 2 * count);
        chunkOf = Arrays.copyOf(chunkOf, length);
        rowOf = Arrays.copyOf(rowOf, length);
        indexOf = Arrays.copyOf(indexOf, length);
      }
      long[] indices = new long[more];
      order.apply(first, indices, more);
      for (int i = 0; i < more; i++) {
        chunkOf[count] = together.size();
        rowOf[count] = walk.row(i);
        indexOf[count++] = indices[i];
      }
      together.add(chunk);
    }

    void copy(int row, BlockBuilder builder) {
      builder.copy(together.get(chunkOf[row]).block, rowOf[row]);
    }

    /** Orders the rows by partition, by counting; those of a partition stay in their order. */
    int[] dealt(Targets targets) {
      int[] partitions = new int[count];
      int[] starts = new int[targets.partitions() + 1];
      for (int i = 0; i < count; i++) {
        partitions[i] = targets.partitionOf(indexOf[i]);
        starts[partitions[i] + 1]++;
      }
      for (int p = 0; p < targets.partitions(); p++) {
        starts[p + 1] += starts[p];
      }
      int[] dealt = new int[count];
      for (int i = 0; i < count; i++) {
        dealt[starts[partitions[i]]++] = i;
      }
      return dealt;
    }
  }
}
