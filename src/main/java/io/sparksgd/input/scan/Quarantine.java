package io.sparksgd.input.scan;

import io.sparksgd.config.BadRows;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.source.Failures;
import io.sparksgd.input.source.Source;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes bad rows as JSON lines: file, number of the row in it (from 1), reason, content. Records
 * that are in the directory already are not written again, because a resumed run reads its data
 * again.
 */
public final class Quarantine {
  private static final StructType SCHEMA =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("row", DataTypes.LongType)
          .add("reason", DataTypes.StringType)
          .add("content", DataTypes.StringType);

  private final SparkSession spark;
  private final InputOptions options;

  public Quarantine(SparkSession spark, InputOptions options) {
    this.spark = spark;
    this.options = options;
  }

  /** Writes the bad rows of these scans, if the options say so and there are any. */
  public void write(List<Scan> scans) throws InputException {
    if (options.badRows() != BadRows.QUARANTINE) {
      return;
    }
    String directory = options.quarantine().orElseThrow();
    for (Scan scan : scans) {
      if (scan.total().badRows > 0) {
        Source source = scan.source();
        JavaRDD<Row> records =
            source
                .data()
                .toJavaRDD()
                .mapPartitionsWithIndex(
                    new BadRowRecords(source.reader(), source.fileAt(), rowsBefore(scan)), false);
        try {
          Dataset<Row> rows = spark.createDataFrame(records, SCHEMA);
          without(rows, directory).write().mode(SaveMode.Append).json(directory);
        } catch (Exception e) {
          throw Failures.unwritable(directory, e);
        }
      }
    }
  }

  /** The records that the directory does not hold, each as many times as it is missing. */
  private Dataset<Row> without(Dataset<Row> records, String directory) throws IOException {
    Path path = new Path(directory);
    FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    return files.exists(path)
        ? records.exceptAll(spark.read().schema(SCHEMA).json(directory))
        : records;
  }

  /** Rows of the same file before each file split, by partition and split. */
  private static long[][] rowsBefore(Scan scan) {
    long[][] before = new long[scan.partitions()][];
    for (int p = 0; p < before.length; p++) {
      before[p] = new long[scan.segments(p)];
    }
    String file = null;
    long rows = 0;
    for (Scan.Place place : scan.order()) {
      if (!place.counts().file.equals(file)) {
        file = place.counts().file;
        rows = 0;
      }
      before[place.partition()][place.counts().segment] = rows;
      rows += place.counts().sourceRows;
    }
    return before;
  }
}
