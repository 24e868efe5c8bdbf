package io.sparksgd.planted.low;

import io.sparksgd.testkit.SharedSpark;

/** A test of a pure room that starts Spark. */
final class StartsSpark {
  int partitions() {
    return SharedSpark.context().defaultParallelism();
  }
}
