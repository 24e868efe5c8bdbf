package io.sparksgd.bench;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A full gradient without Spark, a thread for each partition: by our kernel and by hand. */
final class PlainThreads implements AutoCloseable {
  private final ExecutorService threads;
  private final List<BlockPartition> partitions;
  private final List<List<CsrRows>> arrays = new ArrayList<>();
  private final double[] weights;

  PlainThreads(List<BlockPartition> partitions, double[] weights) {
    this.threads = Executors.newFixedThreadPool(partitions.size());
    this.partitions = partitions;
    this.weights = weights;
    for (BlockPartition partition : partitions) {
      List<CsrRows> blocks = new ArrayList<>();
      for (int b = 0; b < partition.blocks(); b++) {
        blocks.add(CsrRows.of(partition.block(b)));
      }
      arrays.add(blocks);
    }
  }

  /** Milliseconds of {@link Objective#addGradient} over all the blocks. */
  double kernelMillis(Objective objective) throws Exception {
    return millis(
        partition -> {
          GradientSum sum = new GradientSum(objective.layout().size());
          for (int b = 0; b < partitions.get(partition).blocks(); b++) {
            RowBlock block = partitions.get(partition).block(b);
            objective.addGradient(block, RowSelection.range(0, block.rows()), weights, sum);
          }
          return sum.lossSum();
        });
  }

  /** Milliseconds of {@link CsrRows#addGradient} over copies of the same arrays. */
  double loopMillis() throws Exception {
    return millis(
        partition -> {
          double[] gradient = new double[weights.length];
          double loss = 0;
          for (CsrRows rows : arrays.get(partition)) {
            loss += rows.addGradient(weights, gradient);
          }
          return loss;
        });
  }

  @FunctionalInterface
  private interface Work {
    double loss(int partition);
  }

  private double millis(Work work) throws Exception {
    long start = System.nanoTime();
    List<Future<Double>> losses = new ArrayList<>();
    for (int p = 0; p < partitions.size(); p++) {
      int partition = p;
      losses.add(threads.submit(() -> work.loss(partition)));
    }
    for (Future<Double> loss : losses) {
      if (!Double.isFinite(loss.get())) {
        throw new IllegalStateException("Invalid loss: " + loss.get() + " (allowed: finite)");
      }
    }
    return (System.nanoTime() - start) / 1e6;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
