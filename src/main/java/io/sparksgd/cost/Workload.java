package io.sparksgd.cost;

/**
 * A job, as far as its cost goes.
 *
 * @param rows training rows
 * @param validationRows rows of an evaluation
 * @param packedBytes of the blocks of all these rows
 * @param parameters length of the vectors
 * @param slots arrays of that length that the update rule keeps
 * @param partitions of the training rows
 * @param rowsPerRound training rows that a round uses, in all partitions together
 * @param updatesPerRound optimizer updates that a round stands for
 * @param place where the updates are made
 * @param broadcastBytes what the driver publishes for a round, as encoded
 * @param resultBytes what a partition with rows sends back, as encoded
 */
public record Workload(
    long rows,
    long validationRows,
    long packedBytes,
    int parameters,
    int slots,
    int partitions,
    double rowsPerRound,
    int updatesPerRound,
    Place place,
    long broadcastBytes,
    double resultBytes) {

  /** Rows a partition up to which partitions without rows of a round are not started. */
  private static final int ROWS_PER_PARTITION = 4;

  /** Where updates are made. */
  public enum Place {
    /** On the driver, one a round. */
    DRIVER,
    /** In the partitions; the driver joins what changed. */
    PARTITIONS
  }

  /**
   * Tasks of a round: all {@code P} partitions, or of a batch of {@code B <= 4 P} rows the expected
   * number of those that have any, {@code P (1 - (1 - 1/P)^B)}, which is never 0.
   */
  public double tasks() {
    return rowsPerRound > (double) ROWS_PER_PARTITION * partitions
        ? partitions
        : -partitions * Math.expm1(rowsPerRound * Math.log1p(-1.0 / partitions));
  }

  /** Rows of a round in a task that has any. */
  public double rowsPerTask() {
    return rowsPerRound / tasks();
  }

  /** Bytes that come back from a round. */
  public double returnedBytes() {
    return tasks() * resultBytes;
  }

  /** Rounds of a pass over the training rows. */
  public double roundsPerEpoch() {
    return rows / rowsPerRound;
  }

  /** A vector as float64. */
  long vectorBytes() {
    return (long) Double.BYTES * parameters;
  }

  /** The same job with other rounds. */
  Workload withRounds(double rowsOfRound, int updates, Place where) {
    return new Workload(
        rows,
        validationRows,
        packedBytes,
        parameters,
        slots,
        partitions,
        rowsOfRound,
        updates,
        where,
        broadcastBytes,
        resultBytes);
  }

  /** The same job with other bytes. */
  Workload withBytes(long published, double returned) {
    return new Workload(
        rows,
        validationRows,
        packedBytes,
        parameters,
        slots,
        partitions,
        rowsPerRound,
        updatesPerRound,
        place,
        published,
        returned);
  }
}
