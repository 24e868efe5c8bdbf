package io.sparksgd.config;

/** Which partition holds a training row. */
public enum Placement {
  /** {@link #SPREAD} where rounds are local, otherwise {@link #CONTIGUOUS}. */
  AUTO,
  /** Rows are spread over the partitions, and ordered in them, by the seed. */
  SPREAD,
  /** Every partition holds a contiguous range of the source, in its order. */
  CONTIGUOUS
}
