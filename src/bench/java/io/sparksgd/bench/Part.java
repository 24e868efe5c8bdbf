package io.sparksgd.bench;

import java.util.List;

/**
 * One process of a suite: what must not share a JVM with the rest of it.
 *
 * @param heapMegabytes its heap
 * @param javaOptions more options of the JVM
 */
record Part(String name, int heapMegabytes, List<String> javaOptions) {
  static Part of(String name, int heapMegabytes, String... javaOptions) {
    return new Part(name, heapMegabytes, List.of(javaOptions));
  }
}
