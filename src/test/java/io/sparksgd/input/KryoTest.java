package io.sparksgd.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.format.BadRow;
import io.sparksgd.input.format.Chunk;
import io.sparksgd.input.format.SegmentCounts;
import io.sparksgd.input.scan.PartitionScan;
import java.nio.ByteBuffer;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag$;

/** What Spark ships and caches survives both of its serializers. */
class KryoTest {
  static SerializerInstance[] serializers() {
    SparkConf conf = new SparkConf(false);
    return new SerializerInstance[] {
      new KryoSerializer(conf).newInstance(), new JavaSerializer(conf).newInstance()
    };
  }

  private static <T> T copy(SerializerInstance serializer, T value, Class<T> type) {
    ByteBuffer bytes = serializer.serialize(value, ClassTag$.MODULE$.apply(type));
    return serializer.deserialize(bytes, ClassTag$.MODULE$.apply(type));
  }

  private static RowBlock block() {
    return new BlockBuilder().startRow(1, 2).feature(3, 4).startRow(0, 1).feature(900, 1).build();
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void partitionsKeepTheirRows(SerializerInstance serializer) {
    BlockPartition partition = new BlockPartition(new RowBlock[] {block(), block()});
    BlockPartition copy = copy(serializer, partition, BlockPartition.class);
    assertThat(copy.rows()).isEqualTo(4);
    assertThat(copy.firstRow(1)).isEqualTo(2);
    assertThat(copy.block(1).weight(0)).isEqualTo(2);
    assertThat(copy.features()).isEqualTo(901);
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void chunksKeepTheirCounts(SerializerInstance serializer) {
    SegmentCounts counts = new SegmentCounts("file", 5, 1);
    counts.addRows(block());
    BadRow bad = new BadRow("file", 5, 3, "reason");
    Chunk chunk = new Chunk(counts, block(), new boolean[] {false, true}, bad, Chunk.NO_TEXTS);
    Chunk copy = copy(serializer, chunk, Chunk.class);
    assertThat(copy.counts.rows).isEqualTo(2);
    assertThat(copy.counts.weightSum).isEqualTo(3);
    assertThat(copy.counts.labels.show()).isEqualTo("0, 1");
    assertThat(copy.isMarked(0)).isFalse();
    assertThat(copy.isMarked(1)).isTrue();
    assertThat(copy.bad.reason).isEqualTo("reason");
    PartitionScan scan = new PartitionScan(new SegmentCounts[] {counts}, bad);
    assertThat(copy(serializer, scan, PartitionScan.class).segments[0].file).isEqualTo("file");
    Piece piece = copy(serializer, new Piece(7, block()), Piece.class);
    assertThat(piece.index(1)).isEqualTo(8);
    assertThat(piece.block.rows()).isEqualTo(2);
    Piece dealt = copy(serializer, new Piece(7, new int[] {5, 3}, block()), Piece.class);
    assertThat(dealt.index(1)).isEqualTo(10);
  }
}
