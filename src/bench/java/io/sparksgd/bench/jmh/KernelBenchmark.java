package io.sparksgd.bench.jmh;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Passes over the rows of one block: the kernels alone, and fused in an objective. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KernelBenchmark {
  private static final int CLASSES = 10;

  /** {@code rows x features, non-zeros a row}. */
  @Param({"dense 256x512", "sparse 3360x262144x39"})
  public String block;

  private RowBlock rows;
  private RowSelection all;
  private double[] parameters;
  private double[] logisticParameters;
  private double[] sums;
  private double[] outputs;
  private Objective logistic;
  private Objective softmax;
  private GradientSum logisticSum;
  private GradientSum softmaxSum;

  /** Draws the block. */
  @Setup
  public void setUp() {
    boolean dense = block.startsWith("dense");
    int features = dense ? 512 : 1 << 18;
    rows = dense ? Blocks.random(256, 512, 512) : Blocks.random(3360, features, 39);
    all = RowSelection.range(0, rows.rows());
    parameters = Blocks.vector(features * CLASSES + CLASSES);
    sums = new double[features * CLASSES + CLASSES];
    outputs = Blocks.vector(CLASSES * rows.rowsPerTile());
    logistic = new ModelSpec.Logistic().build(features, 2, ModelSpec.Intercept.FITTED);
    softmax = new ModelSpec.Softmax().build(features, CLASSES, ModelSpec.Intercept.FITTED);
    logisticParameters = Blocks.vector(logistic.layout().size());
    logisticSum = new GradientSum(logistic.layout().size());
    softmaxSum = new GradientSum(softmax.layout().size());
  }

  /** {@code x w} of every row, in tiles. */
  @Benchmark
  public double[] margins() {
    for (int from = 0; from < rows.rows(); from += rows.rowsPerTile()) {
      rows.margins(all, from, end(from), parameters, 1, outputs);
    }
    return outputs;
  }

  /** {@code g += a x} of every row, in tiles. */
  @Benchmark
  public double[] addRows() {
    for (int from = 0; from < rows.rows(); from += rows.rowsPerTile()) {
      rows.addRows(all, from, end(from), outputs, 1, sums);
    }
    return sums;
  }

  /** {@code x W} of every row, 10 outputs, in tiles. */
  @Benchmark
  public double[] marginsOfClasses() {
    for (int from = 0; from < rows.rows(); from += rows.rowsPerTile()) {
      rows.margins(all, from, end(from), parameters, CLASSES, outputs);
    }
    return outputs;
  }

  /** {@code G += x a} of every row, 10 outputs, in tiles. */
  @Benchmark
  public double[] addRowsOfClasses() {
    for (int from = 0; from < rows.rows(); from += rows.rowsPerTile()) {
      rows.addRows(all, from, end(from), outputs, CLASSES, sums);
    }
    return sums;
  }

  private int end(int from) {
    return Math.min(rows.rows(), from + rows.rowsPerTile());
  }

  /** Loss and gradient of all rows, one output. */
  @Benchmark
  public GradientSum logisticGradient() {
    logistic.addGradient(rows, all, logisticParameters, logisticSum);
    return logisticSum;
  }

  /** Loss and gradient of all rows, 10 outputs. */
  @Benchmark
  public GradientSum softmaxGradient() {
    softmax.addGradient(rows, all, parameters, softmaxSum);
    return softmaxSum;
  }
}
