package io.sparksgd.data;

import java.util.Arrays;
import java.util.List;

/**
 * Some rows of some blocks, copied into one sparse block whose features are renumbered 0, 1, ... in
 * the order of their first appearance. A batch that touches few of many features is computed on
 * these few, with the same kernels; values keep their order, so that sums over them keep their
 * bits.
 */
public final class CompactRows {
  private final RowBlock block;
  private final int[] features;

  private CompactRows(RowBlock block, int[] features) {
    this.block = block;
    this.features = features;
  }

  /**
   * Copies rows.
   *
   * @param rows for each block, the rows to take
   */
  public static CompactRows of(List<RowBlock> blocks, List<RowSelection> rows) {
    return new Copy(blocks, rows).compact();
  }

  /** The rows, in the order given. */
  public RowBlock block() {
    return block;
  }

  /** The original number of each renumbered feature. */
  public int[] features() {
    return features.clone();
  }

  /** The rows being copied, and the numbers given so far: an open-addressing hash table. */
  private static final class Copy {
    private static final int GOLDEN = 0x9E3779B9;

    private final List<RowBlock> blocks;
    private final List<RowSelection> rows;
    private final int[] starts;
    private final double[] labels;
    private final double[] weights;
    private final int[] indices;

    /** Null while all are 1. */
    private final double[] values;

    /** Number + 1 of the feature whose hash leads there; 0 where there is none. */
    private final int[] table;

    private final int shift;
    private int[] features = new int[64];
    private int numbered;
    private int row;
    private int entry;

    Copy(List<RowBlock> blocks, List<RowSelection> rows) {
      this.blocks = blocks;
      this.rows = rows;
      int rowCount = 0;
      int entries = 0;
      boolean allOnes = true;
      for (int b = 0; b < blocks.size(); b++) {
        RowSelection selection = rows.get(b);
        rowCount += selection.size();
        allOnes &= blocks.get(b).isAllOnes();
        for (int i = 0; i < selection.size(); i++) {
          entries = Math.addExact(entries, blocks.get(b).storedValues(selection.row(i)));
        }
      }
      starts = new int[rowCount + 1];
      labels = new double[rowCount];
      weights = new double[rowCount];
      indices = new int[entries];
      values = allOnes ? null : new double[entries];
      // At most half full.
      int bits = 33 - Integer.numberOfLeadingZeros(Math.max(1, entries));
      table = new int[1 << bits];
      shift = 32 - bits;
    }

    CompactRows compact() {
      for (int b = 0; b < blocks.size(); ) {
        int end = ReadAhead.from(b, blocks, rows);
        for (; b < end; b++) {
          copy(blocks.get(b), rows.get(b));
        }
      }
      return new CompactRows(block(), Arrays.copyOf(features, numbered));
    }

    private void copy(RowBlock from, RowSelection selection) {
      for (int i = 0; i < selection.size(); i++) {
        labels[row] = from.label(selection.row(i));
        weights[row] = from.weight(selection.row(i));
        int end = from.copyRow(selection.row(i), indices, values, entry);
        for (; entry < end; entry++) {
          indices[entry] = number(indices[entry]);
        }
        row++;
        starts[row] = entry;
      }
    }

    private RowBlock block() {
      return values == null
          ? new SparseOnes(numbered, starts, indices, labels, weights)
          : new SparseDoubles(numbered, starts, indices, values, labels, weights);
    }

    private int number(int feature) {
      int at = (feature * GOLDEN) >>> shift;
      while (table[at] != 0) {
        int number = table[at] - 1;
        if (features[number] == feature) {
          return number;
        }
        at = (at + 1) & (table.length - 1);
      }
      if (numbered == features.length) {
        features = Arrays.copyOf(features, numbered * 2);
      }
      features[numbered] = feature;
      table[at] = ++numbered;
      return numbered - 1;
    }
  }
}
