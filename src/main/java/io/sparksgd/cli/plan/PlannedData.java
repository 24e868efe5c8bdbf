package io.sparksgd.cli.plan;

import io.sparksgd.cli.job.JobLaunch;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.source.InputSize;
import io.sparksgd.launch.FileRows;
import io.sparksgd.launch.Launch;
import io.sparksgd.launch.PreparedRun;
import io.sparksgd.rehearse.Rehearsal.RealSize;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/**
 * The data of a planned job: all of it where the files are small, otherwise the rows at the
 * beginning of some splits and an estimate of how many there are.
 */
final class PlannedData implements AutoCloseable {
  /** Files up to this many bytes in all are read whole. */
  private static final long READ_WHOLE = 32L << 20;

  /** The amount of data that is read. */
  enum Extent {
    ALL,
    SOME
  }

  private static final long FEWEST_ROWS = 10_000;

  private final Launch launch;
  private final InputSize size;
  private final Extent extent;
  private final long rows;
  private final long validationRows;

  private PlannedData(
      Launch launch, InputSize size, Extent extent, double rows, double validationRows) {
    this.launch = launch;
    this.size = size;
    this.extent = extent;
    this.rows = Math.round(rows);
    this.validationRows = Math.round(validationRows);
  }

  /**
   * Reads.
   *
   * @param partitions of what is read
   */
  static PlannedData read(SparkSession spark, JobConfig job, int partitions, PrintStream err)
      throws IOException, InputException {
    List<String> paths = job.data().train();
    InputSize train = InputSize.of(spark, paths, job.data().format());
    Optional<InputSize> held = Optional.empty();
    if (job.data().validation() instanceof ValidationSource.Paths files) {
      held = Optional.of(InputSize.of(spark, files.paths(), job.data().format()));
    }
    FileRows rows = FileRows.of(spark, job).inPartitions(OptionalInt.of(partitions));
    if (train.bytes() <= READ_WHOLE) {
      Launch all = JobLaunch.open(spark, job, rows, err);
      double validation = validationRows(all);
      return new PlannedData(
          all, train, Extent.ALL, (double) all.input().train().rows(), validation);
    }
    long wanted =
        Math.max(FEWEST_ROWS, Math.round((double) train.rows() * READ_WHOLE / train.bytes()));
    Launch some = JobLaunch.open(spark, job, rows.excerpt(wanted), err);
    double taken = (double) some.input().train().rows();
    double kept = validationRows(some);
    double share = held.isPresent() ? 1 : taken / (taken + kept);
    double validation = held.map(size -> (double) size.rows()).orElse(train.rows() * (1 - share));
    return new PlannedData(some, train, Extent.SOME, train.rows() * share, validation);
  }

  private static double validationRows(Launch launch) {
    return (double) launch.input().validation().map(BlockSet::rows).orElse(0L);
  }

  TrainingInput input() {
    return launch.input();
  }

  /** The run whose rows these are. */
  PreparedRun prepare() {
    return launch.prepare();
  }

  InputSize size() {
    return size;
  }

  /** The amount of data that was read. */
  Extent extent() {
    return extent;
  }

  /**
   * The size of the run.
   *
   * @param packed its training rows
   */
  RealSize realSize(BlockSet packed, int partitions) {
    double rowBytes = (double) packed.bytes() / packed.rows();
    long bytes = Math.round(rowBytes * (rows + validationRows));
    return new RealSize(rows, validationRows, bytes, partitions);
  }

  /** Stored values of a row. */
  double valuesPerRow() {
    return (double) input().train().storedValues() / input().train().rows();
  }

  @Override
  public void close() {
    launch.close();
  }
}
