package io.sparksgd.bench;

import io.sparksgd.data.RowBlock;
import io.sparksgd.spark.input.BlockPartition;
import io.sparksgd.spark.input.BlockSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.GradientDescent;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SimpleUpdater;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** MLlib's gradient descent on the rows of a block set; they are cached as MLlib's vectors. */
final class MllibGradientDescent implements AutoCloseable {
  private final JavaRDD<Tuple2<Object, Vector>> rows;
  private final int features;

  MllibGradientDescent(BlockSet blocks, int features) {
    this.features = features;
    this.rows =
        blocks
            .rdd()
            .toJavaRDD()
            .flatMap(new ToVectors(features))
            .persist(StorageLevel.MEMORY_ONLY());
    rows.count();
  }

  /**
   * Milliseconds of a step: {@code (t(1 + steps) - t(1)) / steps}, so that what is done once a run
   * does not count.
   */
  double stepMillis(double fraction, int steps) {
    double one = seconds(fraction, 1);
    return 1e3 * (seconds(fraction, 1 + steps) - one) / steps;
  }

  private double seconds(double fraction, int steps) {
    long start = System.nanoTime();
    run(1.0, fraction, steps);
    return (System.nanoTime() - start) / 1e9;
  }

  /** The weights after some steps, without an intercept. */
  double[] run(double stepSize, double fraction, int steps) {
    return GradientDescent.runMiniBatchSGD(
            rows.rdd(),
            new LogisticGradient(),
            new SimpleUpdater(),
            stepSize,
            steps,
            0.0,
            fraction,
            Vectors.zeros(features),
            0.0)
        ._1()
        .toArray();
  }

  @Override
  public void close() {
    rows.unpersist(true);
  }

  private static final class ToVectors
      implements FlatMapFunction<BlockPartition, Tuple2<Object, Vector>> {
    private static final long serialVersionUID = 1L;
    private final int features;

    ToVectors(int features) {
      this.features = features;
    }

    @Override
    public Iterator<Tuple2<Object, Vector>> call(BlockPartition partition) {
      return IntStream.range(0, partition.blocks())
          .boxed()
          .flatMap(b -> vectors(partition.block(b)).stream())
          .iterator();
    }

    private List<Tuple2<Object, Vector>> vectors(RowBlock block) {
      List<Tuple2<Object, Vector>> vectors = new ArrayList<>(block.rows());
      for (int row = 0; row < block.rows(); row++) {
        int count = block.storedValues(row);
        int[] indices = new int[count];
        double[] values = new double[count];
        int[] next = {0};
        block.forEach(
            row,
            (index, value) -> {
              indices[next[0]] = index;
              values[next[0]++] = value;
            });
        Vector vector =
            count == features ? Vectors.dense(values) : Vectors.sparse(features, indices, values);
        vectors.add(new Tuple2<>(block.label(row), vector));
      }
      return vectors;
    }
  }
}
