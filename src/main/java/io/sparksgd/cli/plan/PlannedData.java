package io.sparksgd.cli.plan;

import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.cli.job.JobInput;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.source.InputSize;
import io.sparksgd.rehearse.Rehearsal.RealSize;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

  private final JobInput input;
  private final InputSize size;
  private final Extent extent;
  private final long rows;
  private final long validationRows;

  private PlannedData(
      JobInput input, InputSize size, Extent extent, double rows, double validationRows) {
    this.input = input;
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
      throws IOException, InputException, WrongInputException {
    List<String> paths = job.data().train();
    InputSize train = InputSize.of(spark, paths, job.data().format());
    Optional<InputSize> held = Optional.empty();
    if (job.data().validation() instanceof ValidationSource.Paths files) {
      held = Optional.of(InputSize.of(spark, files.paths(), job.data().format()));
    }
    if (train.bytes() <= READ_WHOLE) {
      JobInput all =
          JobInput.readOnly(spark, job, OptionalInt.of(partitions), OptionalLong.empty(), err);
      double validation = (double) all.rows().validation().map(BlockSet::rows).orElse(0L);
      return new PlannedData(
          all, train, Extent.ALL, (double) all.rows().train().rows(), validation);
    }
    long wanted =
        Math.max(FEWEST_ROWS, Math.round((double) train.rows() * READ_WHOLE / train.bytes()));
    JobInput some =
        JobInput.readOnly(spark, job, OptionalInt.of(partitions), OptionalLong.of(wanted), err);
    double taken = (double) some.rows().train().rows();
    double kept = (double) some.rows().validation().map(BlockSet::rows).orElse(0L);
    double share = held.isPresent() ? 1 : taken / (taken + kept);
    double validation = held.map(size -> (double) size.rows()).orElse(train.rows() * (1 - share));
    return new PlannedData(some, train, Extent.SOME, train.rows() * share, validation);
  }

  TrainingInput input() {
    return input.rows();
  }

  /** The rows with the model that the job starts from. */
  JobInput jobInput() {
    return input;
  }

  InputSize size() {
    return size;
  }

  /** The amount of data that was read. */
  Extent extent() {
    return extent;
  }

  /** The size of the run. */
  RealSize realSize(int partitions) {
    double rowBytes = (double) input().train().bytes() / input().train().rows();
    long packed = Math.round(rowBytes * (rows + validationRows));
    return new RealSize(rows, validationRows, packed, partitions);
  }

  /** Stored values of a row. */
  double valuesPerRow() {
    return (double) input().train().storedValues() / input().train().rows();
  }

  @Override
  public void close() {
    input.close();
  }
}
