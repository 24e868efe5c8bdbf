package io.sparksgd.bench;

import java.util.List;

/**
 * One process of a suite: what must not share a JVM with the rest of it.
 *
 * @param heapMegabytes its heap
 * @param left options of every process that this one does not get
 */
record Part(String name, int heapMegabytes, List<String> left) {
  static Part of(String name, int heapMegabytes) {
    return new Part(name, heapMegabytes, List.of());
  }

  /** A process without an option that the others have. */
  Part without(String option) {
    return new Part(name, heapMegabytes, List.of(option));
  }
}
