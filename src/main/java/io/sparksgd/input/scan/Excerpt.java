package io.sparksgd.input.scan;

import io.sparksgd.input.format.Chunk;
import io.sparksgd.input.source.Source;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.PartitionPruningRDD;
import scala.runtime.AbstractFunction1;

/** The first rows of some splits, spread over the whole source. The rest is not read. */
final class Excerpt {
  private Excerpt() {}

  /**
   * Chunks with about this many rows; the last one of a split may be longer.
   *
   * @param splits to read from, at most
   */
  static JavaRDD<Chunk> of(Source source, long rows, int splits) {
    JavaRDD<Chunk> all = source.chunks();
    int there = all.getNumPartitions();
    int some = Math.min(there, splits);
    long share = (rows + some - 1) / some;
    return PartitionPruningRDD.create(all.rdd(), new Spread(there, some))
        .toJavaRDD()
        .mapPartitions(new FirstChunks(share));
  }

  /** Every so many-th partition. */
  private static final class Spread extends AbstractFunction1<Object, Object>
      implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private final int there;
    private final int some;

    Spread(int there, int some) {
      this.there = there;
      this.some = some;
    }

    @Override
    public Object apply(Object partition) {
      long p = (Integer) partition;
      return (p + 1) * some / there > p * some / there;
    }
  }

  private static final class FirstChunks implements FlatMapFunction<Iterator<Chunk>, Chunk> {
    private static final long serialVersionUID = 1L;
    private final long rows;

    FirstChunks(long rows) {
      this.rows = rows;
    }

    @Override
    public Iterator<Chunk> call(Iterator<Chunk> chunks) {
      return new Iterator<>() {
        private long seen;

        @Override
        public boolean hasNext() {
          return seen < rows && chunks.hasNext();
        }

        @Override
        public Chunk next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          Chunk chunk = chunks.next();
          seen += chunk.block.rows();
          return chunk;
        }
      };
    }
  }
}
