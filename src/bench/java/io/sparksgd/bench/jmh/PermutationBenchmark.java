package io.sparksgd.bench.jmh;

import io.sparksgd.math.Permutation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the shuffle of an epoch costs a row: from a position to its row, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PermutationBenchmark {
  private static final int BATCH = 1024;

  /** Rows of the data. */
  @Param({"1000000", "10000000"})
  public long rows;

  private final long[] found = new long[128];
  private Permutation permutation;

  /** Makes the order. */
  @Setup
  public void setUp() {
    permutation = new Permutation(rows, 1, 0);
  }

  /** Positions of a batch to rows. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long apply() {
    long sum = 0;
    for (int position = 0; position < BATCH; position++) {
      sum += permutation.apply(position);
    }
    return sum;
  }

  /** Rows to positions. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long invert() {
    long sum = 0;
    for (int row = 0; row < BATCH; row++) {
      sum += permutation.invert(row);
    }
    return sum;
  }

  /** Positions of a batch to rows, many at once. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long[] applyTogether() {
    for (int position = 0; position < BATCH; position += found.length) {
      permutation.apply(position, found, found.length);
    }
    return found;
  }

  /** Rows to positions, many at once. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long[] invertTogether() {
    for (int row = 0; row < BATCH; row += found.length) {
      permutation.invert(row, found, found.length);
    }
    return found;
  }
}
