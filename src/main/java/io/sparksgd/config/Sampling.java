package io.sparksgd.config;

/** How the rows of a micro-batch are drawn. */
public enum Sampling {
  /** Each row exactly once an epoch. */
  SHUFFLE,
  /** Each row exactly once an epoch, with some neighbours: for rows in no particular order. */
  BLOCK_SHUFFLE,
  /** Every draw is any row. */
  REPLACEMENT,
  /** Every row is in or out, independent of the others. */
  BERNOULLI
}
