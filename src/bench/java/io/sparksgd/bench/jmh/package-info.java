/**
 * Micro-benchmarks by JMH, each in a JVM of its own: kernels, update rules and what a batch is
 * drawn with. Run by {@code scripts/bench --jmh [pattern]}.
 */
package io.sparksgd.bench.jmh;
