package io.sparksgd.spark;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;

/**
 * The weights of one round, readable on every executor until they are closed. Small weights travel
 * inside the task's function, which Spark broadcasts anyway: a broadcast of their own would be one
 * more round trip. Large ones are a broadcast.
 */
final class PublishedWeights implements AutoCloseable, Serializable {
  private static final long serialVersionUID = 1L;

  /** Values up to which the function object is the faster way (measured: near 400 KB). */
  static final int LARGEST_INLINE = 50_000;

  private final double[] inline;
  private final Broadcast<double[]> broadcast;

  private PublishedWeights(double[] inline, Broadcast<double[]> broadcast) {
    this.inline = inline;
    this.broadcast = broadcast;
  }

  /** Publishes the weights; they must not change until {@link #close}. */
  static PublishedWeights of(SparkContext context, double[] weights) {
    if (weights.length <= LARGEST_INLINE) {
      return new PublishedWeights(weights, null);
    }
    ClassTag<double[]> tag = ClassTag.apply(double[].class);
    return new PublishedWeights(null, context.broadcast(weights, tag));
  }

  /** The weights without a broadcast, whatever their number. */
  static PublishedWeights inline(double[] weights) {
    return new PublishedWeights(weights, null);
  }

  double[] values() {
    return inline != null ? inline : broadcast.value();
  }

  /** Bytes of the published values. */
  long bytes() {
    return 8L * values().length;
  }

  /** Frees the broadcast everywhere. */
  @Override
  public void close() {
    if (broadcast != null) {
      broadcast.destroy();
    }
  }
}
