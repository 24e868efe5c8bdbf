package io.sparksgd.input.scan;

import io.sparksgd.features.FeatureMaker;
import io.sparksgd.input.format.BadRow;
import io.sparksgd.input.format.Chunk;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.MakeVectors;
import io.sparksgd.input.format.SegmentCounts;
import io.sparksgd.input.source.Failures;
import io.sparksgd.input.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.reflect.ClassTag$;

/**
 * One pass over a source. Its result is the rows as chunks and, on the driver, facts about them, in
 * the order of the source (files by path, rows by position), whatever splits Spark makes.
 */
public final class Scan implements AutoCloseable {
  /** Name of the accumulator of the rows that a task has read. */
  public static final String ROWS_READ = "rows read";

  /** A file split and the partition that read it. */
  public record Place(int partition, SegmentCounts counts) {}

  private final Source source;
  private final JavaRDD<Chunk> chunks;
  private JavaRDD<Chunk> vectors;
  private final PartitionScan[] partitions;
  private final List<Place> order = new ArrayList<>();
  private final SegmentCounts total = new SegmentCounts("", 0, 0);

  private Scan(Source source, JavaRDD<Chunk> chunks) throws InputException {
    this.source = source;
    this.chunks = chunks;
    this.vectors = chunks;
    this.partitions = run();
    for (int p = 0; p < partitions.length; p++) {
      for (SegmentCounts segment : partitions[p].segments) {
        order.add(new Place(p, segment));
        total.add(segment);
      }
    }
    order.sort(
        Comparator.comparing((Place place) -> place.counts.file)
            .thenComparingLong(place -> place.counts.blockStart)
            .thenComparingInt(Place::partition)
            .thenComparingInt(place -> place.counts.segment));
  }

  /** Reads a source and keeps its rows until {@link #close}. */
  public static Scan persist(Source source) throws InputException {
    return persist(source, source.chunks());
  }

  /** Reads a part of a source, see {@link Excerpt}, and keeps its rows until {@link #close}. */
  public static Scan persistExcerpt(Source source, long rows, int splits) throws InputException {
    return persist(source, Excerpt.of(source, rows, splits));
  }

  private static Scan persist(Source source, JavaRDD<Chunk> unread) throws InputException {
    JavaRDD<Chunk> chunks = unread.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new Scan(source, chunks);
    } catch (InputException e) {
      chunks.unpersist(false);
      throw e;
    }
  }

  /** Reads a source and keeps the counts only. */
  public static Scan count(Source source) throws InputException {
    return new Scan(source, source.chunks());
  }

  private PartitionScan[] run() throws InputException {
    try {
      Object scans =
          chunks
              .context()
              .runJob(
                  chunks.rdd(),
                  new ScanPartition(chunks.context().longAccumulator(ROWS_READ)),
                  ClassTag$.MODULE$.apply(PartitionScan.class));
      return (PartitionScan[]) scans;
    } catch (Exception e) {
      // Rows never throw, so this is an unreadable file or an error of Spark.
      throw Failures.unreadable(source.name(), e);
    }
  }

  public Source source() {
    return source;
  }

  /** As they were read: raw, when vectors are made of columns to which nothing was fitted. */
  public JavaRDD<Chunk> chunks() {
    return chunks;
  }

  /** The chunks of vectors. */
  public JavaRDD<Chunk> vectors() {
    return vectors;
  }

  /** Makes vectors of raw rows from now on. */
  public void make(FeatureMaker maker) {
    vectors = chunks.map(new MakeVectors(maker));
  }

  /** Number of partitions of the chunks. */
  public int partitions() {
    return partitions.length;
  }

  /** Number of file splits that a partition read. */
  public int segments(int partition) {
    return partitions[partition].segments.length;
  }

  /** The file splits in the order of the source. */
  public List<Place> order() {
    return order;
  }

  /** The counts of all rows. */
  public SegmentCounts total() {
    return total;
  }

  /** The first bad row in the order of the source. */
  Optional<BadRow> firstBad() {
    BadRow first = null;
    for (PartitionScan partition : partitions) {
      BadRow bad = partition.firstBad;
      if (bad != null && (first == null || bad.isBefore(first))) {
        first = bad;
      }
    }
    return Optional.ofNullable(first);
  }

  /** Number of a bad row within its file, from 1. */
  long rowInFile(BadRow bad) {
    long before = 0;
    for (Place place : order) {
      if (place.counts.file.equals(bad.file) && place.counts.blockStart < bad.blockStart) {
        before += place.counts.sourceRows;
      }
    }
    return before + bad.ordinal;
  }

  @Override
  public void close() {
    chunks.unpersist(false);
  }
}
