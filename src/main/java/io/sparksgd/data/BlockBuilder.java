package io.sparksgd.data;

import java.util.Arrays;

/**
 * Packs rows one after the other into a {@link RowBlock}. A block becomes dense when at least
 * {@value #DENSE_FROM} of its cells are stored, otherwise CSR.
 *
 * <p>Use: {@link #startRow}, {@link #feature} for each value in rising order of the index, {@link
 * #startRow} of the next row, ... {@link #build}. After {@code build} the builder is empty again.
 */
public final class BlockBuilder {
  /** Share of stored cells from which the dense form is smaller or faster. */
  static final double DENSE_FROM = 0.5;

  private double[] labels = new double[256];
  private double[] weights = new double[256];
  private int[] starts = new int[257];
  private int[] indices = new int[4096];
  private double[] values = new double[4096];
  private int rows;
  private int entries;
  private int features;
  private boolean weighted;

  /** What {@link #dropRow} goes back to. */
  private int featuresBefore;

  private boolean weightedBefore;
  private boolean droppable;

  /** Begins a row. */
  public BlockBuilder startRow(double label, double weight) {
    featuresBefore = features;
    weightedBefore = weighted;
    droppable = true;
    if (rows == labels.length) {
      labels = Arrays.copyOf(labels, rows * 2);
      weights = Arrays.copyOf(weights, rows * 2);
      starts = Arrays.copyOf(starts, rows * 2 + 1);
    }
    labels[rows] = label;
    weights[rows] = weight;
    weighted |= weight != 1.0;
    rows++;
    starts[rows] = entries;
    return this;
  }

  /**
   * Adds a value to the row that was begun last. A zero needs no storage, but its index counts for
   * {@link RowBlock#features()}.
   *
   * @param index zero-based, larger than the one before in this row
   */
  public BlockBuilder feature(int index, double value) {
    features = Math.max(features, index + 1);
    if (value != 0.0) {
      if (entries == values.length) {
        indices = Arrays.copyOf(indices, entries * 2);
        values = Arrays.copyOf(values, entries * 2);
      }
      indices[entries] = index;
      values[entries] = value;
      entries++;
      starts[rows] = entries;
    }
    return this;
  }

  /**
   * Takes back the row that was begun last, with its values, as if it had never been begun.
   *
   * @throws IllegalStateException if no row was begun since the last drop or {@link #build}
   */
  public BlockBuilder dropRow() {
    if (!droppable) {
      throw new IllegalStateException("No row to drop");
    }
    rows--;
    entries = starts[rows];
    features = featuresBefore;
    weighted = weightedBefore;
    droppable = false;
    return this;
  }

  /** Adds one row of another block. */
  public BlockBuilder copy(RowBlock block, int row) {
    startRow(block.label(row), block.weight(row));
    block.forEach(row, this::feature);
    return this;
  }

  /** Rows begun since the last {@link #build}. */
  public int rows() {
    return rows;
  }

  /** Values stored since the last {@link #build}. */
  public int storedValues() {
    return entries;
  }

  /** Makes the block and empties the builder. */
  public RowBlock build() {
    double[] blockLabels = Arrays.copyOf(labels, rows);
    double[] blockWeights = weighted ? Arrays.copyOf(weights, rows) : null;
    long cells = (long) rows * features;
    RowBlock block =
        cells > 0 && cells < Integer.MAX_VALUE / 2 && entries >= DENSE_FROM * cells
            ? new DenseBlock(features, denseValues(), blockLabels, blockWeights)
            : new SparseBlock(
                features,
                Arrays.copyOf(starts, rows + 1),
                Arrays.copyOf(indices, entries),
                Arrays.copyOf(values, entries),
                blockLabels,
                blockWeights);
    rows = 0;
    entries = 0;
    features = 0;
    weighted = false;
    droppable = false;
    return block;
  }

  private double[] denseValues() {
    double[] dense = new double[rows * features];
    for (int row = 0; row < rows; row++) {
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        dense[row * features + indices[i]] = values[i];
      }
    }
    return dense;
  }
}
