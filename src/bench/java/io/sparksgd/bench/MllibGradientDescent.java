package io.sparksgd.bench;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
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
import org.apache.spark.mllib.optimization.Updater;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** MLlib's gradient descent on the rows of a block set; they are cached as MLlib's vectors. */
final class MllibGradientDescent implements AutoCloseable {
  private final JavaRDD<Tuple2<Object, Vector>> rows;
  private final int features;

  MllibGradientDescent(BlockSet blocks, int features) {
    this(blocks, features, 0);
  }

  /** Rows with one more feature that is always 1, the last: MLlib's function has no intercept. */
  static MllibGradientDescent withIntercept(BlockSet blocks, int features) {
    return new MllibGradientDescent(blocks, features, 1);
  }

  private MllibGradientDescent(BlockSet blocks, int features, int ones) {
    this.features = features + ones;
    this.rows =
        blocks
            .rdd()
            .toJavaRDD()
            .flatMap(new ToVectors(this.features, ones))
            .persist(StorageLevel.MEMORY_ONLY());
    rows.count();
  }

  /** Milliseconds of a step: the median after a warm-up. */
  double stepMillis(double fraction, int warmup, int steps) {
    StampingUpdater updater = new StampingUpdater();
    run(updater, 1.0, fraction, warmup + steps);
    return Medians.medianStep(updater.moments(), warmup);
  }

  /** The weights after some steps; there is no intercept. */
  double[] run(Updater updater, double stepSize, double fraction, int steps) {
    return GradientDescent.runMiniBatchSGD(
            rows.rdd(),
            new LogisticGradient(),
            updater,
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

  /** Notes when each update is made; MLlib calls it once more before the first step. */
  private static final class StampingUpdater extends SimpleUpdater {
    private static final long serialVersionUID = 1L;
    private final List<Double> millis = new ArrayList<>();

    @Override
    public Tuple2<Vector, Object> compute(
        Vector weights, Vector gradient, double stepSize, int iteration, double regParam) {
      Tuple2<Vector, Object> updated =
          super.compute(weights, gradient, stepSize, iteration, regParam);
      millis.add(System.nanoTime() / 1e6);
      return updated;
    }

    double[] moments() {
      return millis.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private static final class ToVectors
      implements FlatMapFunction<BlockPartition, Tuple2<Object, Vector>> {
    private static final long serialVersionUID = 1L;
    private final int features;
    private final int ones;

    ToVectors(int features, int ones) {
      this.features = features;
      this.ones = ones;
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
        int count = block.storedValues(row) + ones;
        int[] indices = new int[count];
        double[] values = new double[count];
        int[] next = {0};
        block.forEach(
            row,
            (index, value) -> {
              indices[next[0]] = index;
              values[next[0]++] = value;
            });
        if (ones == 1) {
          indices[next[0]] = features - 1;
          values[next[0]] = 1;
        }
        Vector vector =
            count == features ? Vectors.dense(values) : Vectors.sparse(features, indices, values);
        vectors.add(new Tuple2<>(block.label(row), vector));
      }
      return vectors;
    }
  }
}
