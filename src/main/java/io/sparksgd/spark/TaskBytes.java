package io.sparksgd.spark;

import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/** Parts of tasks as bytes, which Spark writes and reads as it does tasks. */
public final class TaskBytes {
  private TaskBytes() {}

  /** The bytes of a part; on the driver. */
  public static <T> byte[] of(T part, ClassTag<T> tag) {
    ByteBuffer buffer = serializer().serialize(part, tag);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** What {@link #of} made bytes of; in a task. */
  public static <T> T read(byte[] bytes, ClassTag<T> tag) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return serializer().deserialize(ByteBuffer.wrap(bytes), loader, tag);
  }

  private static SerializerInstance serializer() {
    return SparkEnv.get().closureSerializer().newInstance();
  }
}
