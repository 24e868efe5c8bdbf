package io.sparksgd.bench;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Rows as plain arrays, for loops written by hand: row r has the entries starts[r] to the next. */
final class CsrRows {
  final int[] starts;
  final int[] indices;
  final double[] values;
  final double[] labels;

  private int row;
  private int entry;

  CsrRows(int rows, int entries) {
    starts = new int[rows + 1];
    indices = new int[entries];
    values = new double[entries];
    labels = new double[rows];
  }

  /** The rows of a block. */
  static CsrRows of(RowBlock block) {
    CsrRows rows = new CsrRows(block.rows(), (int) block.storedValues());
    rows.add(block);
    return rows;
  }

  /** The rows of all blocks. */
  static CsrRows of(List<BlockPartition> partitions) {
    long rowCount = 0;
    long entries = 0;
    for (BlockPartition partition : partitions) {
      rowCount += partition.rows();
      entries += partition.storedValues();
    }
    CsrRows rows = new CsrRows(Math.toIntExact(rowCount), Math.toIntExact(entries));
    for (BlockPartition partition : partitions) {
      for (int b = 0; b < partition.blocks(); b++) {
        rows.add(partition.block(b));
      }
    }
    return rows;
  }

  /** Adds the rows of a block, for which there must be room. */
  void add(RowBlock block) {
    for (int r = 0; r < block.rows(); r++) {
      labels[row] = block.label(r);
      block.forEach(
          r,
          (index, value) -> {
            indices[entry] = index;
            values[entry] = value;
            entry++;
          });
      row++;
      starts[row] = entry;
    }
  }

  /** {@code sum_j x[r][j] w[j]}. */
  double dot(int r, double[] w) {
    double sum = 0;
    for (int i = starts[r]; i < starts[r + 1]; i++) {
      sum += values[i] * w[indices[i]];
    }
    return sum;
  }

  /** The mean log-loss of a logistic model on these rows. */
  double logLoss(double[] w, double intercept) {
    return logLoss(r -> dot(r, w) + intercept);
  }

  /** The mean log-loss of margins: {@code log(1 + exp(m)) - y m}. */
  double logLoss(IntToDoubleFunction margin) {
    double sum = 0;
    for (int r = 0; r < labels.length; r++) {
      double m = margin.applyAsDouble(r);
      sum += Math.log1p(Math.exp(-Math.abs(m))) + Math.max(m, 0) - labels[r] * m;
    }
    return sum / labels.length;
  }

  /** Adds the logistic gradient of all the rows: what one writes without any library. */
  double addGradient(double[] w, double[] gradient) {
    double loss = 0;
    for (int r = 0; r < labels.length; r++) {
      int end = starts[r + 1];
      double margin = 0;
      for (int i = starts[r]; i < end; i++) {
        margin += values[i] * w[indices[i]];
      }
      double e = Math.exp(-Math.abs(margin));
      double sigmoid = margin >= 0 ? 1 / (1 + e) : e / (1 + e);
      double derivative = sigmoid - labels[r];
      loss += Math.log1p(e) + Math.max(margin, 0) - labels[r] * margin;
      for (int i = starts[r]; i < end; i++) {
        gradient[indices[i]] += derivative * values[i];
      }
    }
    return loss;
  }
}
