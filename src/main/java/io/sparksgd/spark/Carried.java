package io.sparksgd.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.SparkEnv;
import scala.reflect.ClassTag;

/**
 * A part of tasks that is the same in many of them. It travels as bytes, which a thread reads once:
 * to build objects of some twenty classes anew took longer than the rest of the way into a small
 * task. Each thread has its own copy, so the value may have caches that are not thread-safe.
 *
 * @param <T> the value
 */
final class Carried<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a thread has read last. */
  private static final ThreadLocal<Read> LATEST = new ThreadLocal<>();

  private final byte[] bytes;

  /**
   * Writes a value, which must not change from now on.
   *
   * @param value sent as Spark sends the functions of its jobs
   */
  Carried(T value) {
    ByteBuffer written =
        SparkEnv.get()
            .closureSerializer()
            .newInstance()
            .serialize(value, ClassTag.apply(Object.class));
    bytes = new byte[written.remaining()];
    written.get(bytes);
  }

  /** The value; a live object that belongs to this thread. */
  @SuppressWarnings("unchecked")
  T value() {
    Read latest = LATEST.get();
    if (latest == null || !Arrays.equals(latest.bytes, bytes)) {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Object value =
          SparkEnv.get()
              .closureSerializer()
              .newInstance()
              .deserialize(ByteBuffer.wrap(bytes), loader, ClassTag.apply(Object.class));
      latest = new Read(bytes, value);
      LATEST.set(latest);
    }
    return (T) latest.value;
  }

  /** Bytes and what they say. */
  private static final class Read {
    private final byte[] bytes;
    private final Object value;

    Read(byte[] bytes, Object value) {
      this.bytes = bytes;
      this.value = value;
    }
  }
}
