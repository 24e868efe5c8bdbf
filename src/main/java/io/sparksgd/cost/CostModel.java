package io.sparksgd.cost;

import io.sparksgd.plan.AggregationDepth;

/**
 * Seconds of a round of {@code T} tasks of {@code r} rows on {@code c} cores:
 *
 * <pre>
 * publish   constant + bytes out / network + min(bytes out, 4 MiB) log2(executors) / network
 * launch    job + T task
 * compute   ceil(T / c) (task fixed + r row)
 * transfer  T R max(result byte, 1 / network)         R bytes of a result
 * merge     T merge
 * update    constant
 * </pre>
 *
 * With {@code l > 1} levels of addition a level's {@code n} results, of {@code T} at first, are
 * added in groups of {@code ceil(T^(1/l))} by further tasks: {@code launch} has a stage more,
 * {@code transfer} the way to the groups, {@code merge} their additions, and whole vectors go on.
 * The waves assume that tasks take the same time.
 */
public final class CostModel {
  /** Spark's broadcasts travel in blocks of this size, each of which is passed on at once. */
  private static final double BROADCAST_BLOCK = 4 << 20;

  private final Constants constants;
  private final Cluster cluster;
  private final AggregationDepth depth;

  /** A model. */
  public CostModel(Constants constants, Cluster cluster, AggregationDepth depth) {
    this.constants = constants;
    this.cluster = cluster;
    this.depth = depth;
  }

  /** Levels of addition, the driver's included. */
  public int levels(Workload work) {
    return depth.levels((long) Math.ceil(work.returnedBytes()), (int) work.tasks());
  }

  /** Bytes that meet on the driver in a round. */
  public double bytesAtDriver(Workload work) {
    int levels = levels(work);
    double results = work.tasks();
    for (int level = 1; level < levels; level++) {
      results = groups(results, work, levels);
    }
    return levels == 1 ? work.returnedBytes() : results * work.vectorBytes();
  }

  private static double groups(double results, Workload work, int levels) {
    return Math.ceil(results / Math.ceil(Math.pow(work.tasks(), 1.0 / levels) - 1e-9));
  }

  /** The seconds of a round. */
  public RoundSeconds round(Workload work) {
    double waves = waves(work.tasks());
    double compute = waves * (constants.taskFixed() + work.rowsPerTask() * constants.row());
    double launch = constants.job() + work.tasks() * constants.task();
    double transfer = 0;
    double merge = 0;
    double results = work.tasks();
    double bytes = work.resultBytes();
    int levels = levels(work);
    for (int level = 1; level < levels; level++) {
      double groups = groups(results, work, levels);
      double added = waves(groups) * Math.ceil(results / groups);
      launch += constants.job() + groups * constants.task();
      transfer += added * bytes * secondsPerByte();
      merge += added * constants.merge();
      results = groups;
      bytes = (double) work.vectorBytes();
    }
    transfer += results * bytes * secondsPerByte();
    merge += results * constants.merge();
    return new RoundSeconds(publish(work), launch, compute, transfer, merge, constants.update());
  }

  private double waves(double tasks) {
    return Math.max(1, Math.ceil(tasks / cluster.cores() - 1e-9));
  }

  private double publish(Workload work) {
    if (cluster.network().isEmpty()) {
      return constants.publish();
    }
    double bytes = (double) work.broadcastBytes();
    double depth = Math.log(cluster.executors()) / Math.log(2);
    return constants.publish()
        + (bytes + Math.min(bytes, BROADCAST_BLOCK) * depth) / cluster.network().getAsDouble();
  }

  private double secondsPerByte() {
    return cluster.network().isEmpty()
        ? constants.resultByte()
        : Math.max(constants.resultByte(), 1 / cluster.network().getAsDouble());
  }

  /** Seconds of an evaluation: {@code job + P task + ceil(P / c) (V / P) row}, P partitions. */
  public double evaluation(Workload work) {
    double waves = waves(work.partitions());
    double rows = (double) work.validationRows() / work.partitions();
    return constants.job()
        + work.partitions() * constants.task()
        + waves * rows * constants.evaluatedRow();
  }

  /** Seconds of a pass over the training rows. */
  public double epoch(Workload work) {
    return work.roundsPerEpoch() * round(work).total();
  }
}
