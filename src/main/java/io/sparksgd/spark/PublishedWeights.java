package io.sparksgd.spark;

import io.sparksgd.compress.Codec;
import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;

/**
 * The weights of one round, readable on every executor until they are closed; with the optimizer
 * state if partitions continue it. Small weights travel inside the task's function, which Spark
 * broadcasts anyway, because a broadcast of their own would cost one more round trip. Large weights
 * are a broadcast.
 */
public final class PublishedWeights implements AutoCloseable, Serializable {
  private static final long serialVersionUID = 1L;

  /** Up to this many bytes, the function object is faster (measured). */
  public static final int LARGEST_INLINE = 400_000;

  /** How long the weights are needed. */
  public enum Life {
    /** Until the round's job has ended. */
    ROUND,
    /** Until {@link #free}: a broadcast, so that the tasks of later rounds carry no copies. */
    LONGER
  }

  private final Codec codec;
  private final byte[] inline;
  private final Broadcast<byte[]> broadcast;
  private final double[][] inlineSlots;
  private final Broadcast<double[][]> slots;
  private final long bytes;

  /** The driver alone frees. */
  private final transient Life life;

  /**
   * The weights that an executor decoded last, while a task still uses them, so that large weights
   * are decoded once.
   */
  private static WeakReference<Decoded> latest = new WeakReference<>(null);

  private transient Decoded decoded;

  private PublishedWeights(
      Codec codec,
      byte[] encoded,
      double[][] slots,
      SparkContext context,
      Life life,
      boolean isInline) {
    this.codec = codec;
    this.life = life;
    this.inline = isInline ? encoded : null;
    this.inlineSlots = isInline ? slots : null;
    this.broadcast =
        isInline ? null : context.broadcast(encoded, ClassTag.<byte[]>apply(byte[].class));
    this.slots =
        isInline || slots.length == 0
            ? null
            : context.broadcast(slots, ClassTag.<double[][]>apply(double[][].class));
    this.bytes = encoded.length + slotBytes(slots);
  }

  /** Publishes weights as they are. */
  public static PublishedWeights of(SparkContext context, double[] weights) {
    ParameterLayout layout =
        ParameterLayout.builder()
            .add("weights", ParameterGroup.Kind.WEIGHTS, weights.length, 1)
            .build();
    Codec exact = new CompressionSpec.None().build(layout);
    return of(context, weights, new double[0][], exact, Life.ROUND);
  }

  /**
   * Publishes weights and an optimizer state.
   *
   * @param slots arrays that must not change until {@link #close}
   * @param codec the encoding of the weights
   */
  public static PublishedWeights of(
      SparkContext context, double[] weights, double[][] slots, Codec codec, Life life) {
    byte[] encoded = codec.encode(weights, 0, 0);
    boolean isInline = life == Life.ROUND && encoded.length + slotBytes(slots) <= LARGEST_INLINE;
    return new PublishedWeights(codec, encoded, slots, context, life, isInline);
  }

  private static long slotBytes(double[][] slots) {
    long bytes = 0;
    for (double[] slot : slots) {
      bytes += (long) Double.BYTES * slot.length;
    }
    return bytes;
  }

  /** The weights as they arrive; not to be changed. */
  public double[] values() {
    if (decoded == null) {
      decoded = inline != null ? Decoded.of(inline, codec) : shared(broadcast.value(), codec);
    }
    return decoded.values;
  }

  private static synchronized Decoded shared(byte[] encoded, Codec codec) {
    Decoded last = latest.get();
    if (last == null || last.encoded != encoded) {
      last = Decoded.of(encoded, codec);
      latest = new WeakReference<>(last);
    }
    return last;
  }

  /** Weights, and the bytes from which they were decoded. */
  private static final class Decoded {
    private final byte[] encoded;
    private final double[] values;

    private Decoded(byte[] encoded, double[] values) {
      this.encoded = encoded;
      this.values = values;
    }

    static Decoded of(byte[] encoded, Codec codec) {
      double[] values = new double[codec.size()];
      codec.decode(encoded, values);
      return new Decoded(encoded, values);
    }
  }

  /** The optimizer state; not to be changed. */
  public double[][] slots() {
    if (inlineSlots != null) {
      return inlineSlots;
    }
    return slots == null ? new double[0][] : slots.value();
  }

  /** Bytes of the optimizer state. */
  public long slotBytes() {
    return slotBytes(slots());
  }

  /** Bytes of the published data. */
  public long bytes() {
    return bytes;
  }

  /** Frees the data that was published for the round only. */
  @Override
  public void close() {
    if (life == Life.ROUND) {
      free();
    }
  }

  /** Frees the broadcasts everywhere. */
  public void free() {
    decoded = null;
    if (broadcast != null) {
      broadcast.destroy();
    }
    if (slots != null) {
      slots.destroy();
    }
  }
}
