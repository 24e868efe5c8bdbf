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

  private final Precision precision;
  private double[] labels = new double[256];
  private double[] weights = new double[256];
  private int[] starts = new int[257];
  private int[] indices = new int[4096];
  private double[] values = new double[4096];
  private int rows;
  private int entries;
  private int features;
  private boolean weighted;

  /** The position to which {@link #dropRow} returns. */
  private int featuresBefore;

  private boolean weightedBefore;
  private boolean droppable;

  /** Of blocks with {@link Precision#AUTO}. */
  public BlockBuilder() {
    this(Precision.AUTO);
  }

  /**
   * Of blocks with a precision.
   *
   * @param precision of the stored values
   */
  public BlockBuilder(Precision precision) {
    this.precision = precision;
  }

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
      reserve(1);
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

  /** Makes the block at least as wide. */
  public BlockBuilder atLeast(int minimum) {
    features = Math.max(features, minimum);
    return this;
  }

  /** Adds one row of another block. */
  public BlockBuilder copy(RowBlock block, int row) {
    return copy(block, row, block.label(row));
  }

  /** Adds one row of another block with another label. */
  public BlockBuilder copy(RowBlock block, int row, double label) {
    startRow(label, block.weight(row));
    reserve(block.storedValues(row));
    int end = block.copyRow(row, indices, values, entries);
    for (int i = entries; i < end; i++) {
      if (values[i] != 0.0) {
        indices[entries] = indices[i];
        values[entries] = values[i];
        entries++;
      }
    }
    if (entries > starts[rows]) {
      features = Math.max(features, indices[entries - 1] + 1);
      starts[rows] = entries;
    }
    return this;
  }

  private void reserve(int more) {
    if (entries + more > values.length) {
      int length = Math.max(entries + more, entries * 2);
      indices = Arrays.copyOf(indices, length);
      values = Arrays.copyOf(values, length);
    }
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
    boolean dense = cells > 0 && cells < Integer.MAX_VALUE / 2 && entries >= DENSE_FROM * cells;
    RowBlock block = dense ? dense(blockLabels, blockWeights) : sparse(blockLabels, blockWeights);
    rows = 0;
    entries = 0;
    features = 0;
    weighted = false;
    droppable = false;
    return block;
  }

  private RowBlock dense(double[] blockLabels, double[] blockWeights) {
    int cells = rows * features;
    if (precision.narrows(values, entries)) {
      float[] floats = new float[cells];
      for (int row = 0; row < rows; row++) {
        for (int i = starts[row]; i < starts[row + 1]; i++) {
          floats[row * features + indices[i]] = Precision.narrow(values[i]);
        }
      }
      return new DenseFloats(features, floats, blockLabels, blockWeights);
    }
    double[] doubles = new double[cells];
    for (int row = 0; row < rows; row++) {
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        doubles[row * features + indices[i]] = values[i];
      }
    }
    return new DenseDoubles(features, doubles, blockLabels, blockWeights);
  }

  private RowBlock sparse(double[] blockLabels, double[] blockWeights) {
    int[] rowStarts = Arrays.copyOf(starts, rows + 1);
    int[] columns = Arrays.copyOf(indices, entries);
    if (isAllOnes()) {
      return new SparseOnes(features, rowStarts, columns, blockLabels, blockWeights);
    }
    if (precision.narrows(values, entries)) {
      float[] floats = new float[entries];
      for (int i = 0; i < entries; i++) {
        floats[i] = Precision.narrow(values[i]);
      }
      return new SparseFloats(features, rowStarts, columns, floats, blockLabels, blockWeights);
    }
    double[] doubles = Arrays.copyOf(values, entries);
    return new SparseDoubles(features, rowStarts, columns, doubles, blockLabels, blockWeights);
  }

  private boolean isAllOnes() {
    for (int i = 0; i < entries; i++) {
      if (values[i] != 1.0) {
        return false;
      }
    }
    return true;
  }
}
