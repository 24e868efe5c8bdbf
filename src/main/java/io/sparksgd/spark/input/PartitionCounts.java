package io.sparksgd.spark.input;

import io.sparksgd.math.RowKernels;
import java.io.Serializable;

/** What the driver keeps of a partition. */
final class PartitionCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  final int rows;
  final int features;
  final long storedValues;
  final long bytes;
  final long fingerprint;

  /** Which kernels the executor uses for dense rows. */
  final String kernels = RowKernels.fastest().name();

  PartitionCounts(BlockPartition partition) {
    rows = partition.rows();
    features = partition.features();
    storedValues = partition.storedValues();
    bytes = partition.bytes();
    fingerprint = partition.fingerprint();
  }
}
