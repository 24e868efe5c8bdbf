package io.sparksgd.cost;

import io.sparksgd.plan.PartitionChoice;

/**
 * The properties of a job that determine its cost.
 *
 * @param rows training rows
 * @param validationRows rows of an evaluation
 * @param packedBytes of the blocks of all these rows
 * @param parameters length of the vectors
 * @param slots arrays of that length that the update rule keeps
 * @param partitions of the training rows
 * @param rowsPerRound training rows that a round uses, in all partitions together
 * @param updatesPerRound optimizer updates of a round
 * @param place where the updates are made
 * @param broadcastBytes encoded bytes that the driver publishes for a round
 * @param resultBytes encoded bytes that a partition with rows sends back
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

  /** Where updates are made. */
  public enum Place {
    /** On the driver, one a round. */
    DRIVER,
    /** In the partitions; the driver averages the changes. */
    PARTITIONS
  }

  /**
   * Tasks of a round: all {@code P} partitions, or of a batch of {@code B <= 4 P} rows the expected
   * number of those that have any, {@code P (1 - (1 - 1/P)^B)}, which is never 0.
   */
  public double tasks() {
    return rowsPerRound > (double) PartitionChoice.ROWS_PER_PARTITION * partitions
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
