package io.sparksgd.input.blocks;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.RowKernels;
import java.io.Serializable;

/** The facts about a partition that the driver keeps. */
public final class PartitionCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  final int rows;
  final int features;
  final long storedValues;
  final long bytes;
  final long fingerprint;

  final double weightSum;

  /** Mean of the labels; 0 without rows. */
  final double labelMean;

  /** Sum of their squared distances from it. */
  final double labelSquares;

  /** Which kernels the executor uses for dense rows. */
  final String kernels = RowKernels.fastest().name();

  public PartitionCounts(BlockPartition partition) {
    rows = partition.rows();
    features = partition.features();
    storedValues = partition.storedValues();
    bytes = partition.bytes();
    fingerprint = partition.fingerprint();
    weightSum = weights(partition);
    labelMean = mean(partition);
    labelSquares = squares(partition, labelMean);
  }

  private static double weights(BlockPartition partition) {
    double sum = 0;
    for (int b = 0; b < partition.blocks(); b++) {
      RowBlock block = partition.block(b);
      for (int row = 0; row < block.rows(); row++) {
        sum += block.weight(row);
      }
    }
    return sum;
  }

  private static double mean(BlockPartition partition) {
    if (partition.rows() == 0) {
      return 0;
    }
    // Starts with the first label, so that the mean of equal labels is exactly that label.
    double first = partition.block(0).label(0);
    double sum = 0;
    for (int b = 0; b < partition.blocks(); b++) {
      RowBlock block = partition.block(b);
      for (int row = 0; row < block.rows(); row++) {
        sum += block.label(row) - first;
      }
    }
    return first + sum / partition.rows();
  }

  private static double squares(BlockPartition partition, double mean) {
    double squares = 0;
    for (int b = 0; b < partition.blocks(); b++) {
      RowBlock block = partition.block(b);
      for (int row = 0; row < block.rows(); row++) {
        double apart = block.label(row) - mean;
        squares += apart * apart;
      }
    }
    return squares;
  }
}
