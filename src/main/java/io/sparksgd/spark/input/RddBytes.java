package io.sparksgd.spark.input;

import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.rdd.RDD;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/** An RDD with all that it is made from as bytes, which Spark writes and reads as it does tasks. */
final class RddBytes {
  private static final ClassTag<RDD<BlockPartition>> RDDS = ClassTag.apply(RDD.class);

  private RddBytes() {}

  static byte[] of(RDD<BlockPartition> rdd) {
    ByteBuffer buffer = serializer().serialize(rdd, RDDS);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  static RDD<BlockPartition> read(byte[] bytes) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return serializer().deserialize(ByteBuffer.wrap(bytes), loader, RDDS);
  }

  private static SerializerInstance serializer() {
    return SparkEnv.get().closureSerializer().newInstance();
  }
}
