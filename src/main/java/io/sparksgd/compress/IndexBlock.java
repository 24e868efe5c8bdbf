package io.sparksgd.compress;

/** Indices that were read, and where they end in the bytes. */
final class IndexBlock {
  private final int[] indices;
  private final int end;

  IndexBlock(int[] indices, int end) {
    this.indices = indices;
    this.end = end;
  }

  int[] indices() {
    return indices;
  }

  int end() {
    return end;
  }
}
