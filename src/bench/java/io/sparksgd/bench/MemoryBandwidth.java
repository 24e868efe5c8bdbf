package io.sparksgd.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast this machine reads memory: the sum of an array of longs that is much larger than the
 * caches, which the JIT compiler turns into vector instructions without being asked.
 */
final class MemoryBandwidth implements AutoCloseable {
  private static final int LONGS = 1 << 26;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final long[] values = new long[LONGS];

  /** Every pass adds its sum to this, so that no pass can be left out. */
  private long checksum;

  MemoryBandwidth() {
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
  }

  /** GB/s of one pass, each of the threads over its part. */
  double gigabytesPerSecond(int parts) throws Exception {
    long start = System.nanoTime();
    List<Future<Long>> sums = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) LONGS * part / parts);
      int to = (int) ((long) LONGS * (part + 1) / parts);
      sums.add(threads.submit(() -> sum(values, from, to)));
    }
    for (Future<Long> sum : sums) {
      checksum += sum.get();
    }
    return 8.0 * LONGS / (System.nanoTime() - start);
  }

  long checksum() {
    return checksum;
  }

  private static long sum(long[] values, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
