package io.sparksgd.cost;

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
 * Of results that together exceed what may meet on the driver, with at least four tasks, {@code g =
 * ceil(T / ceil(sqrt(T)))} further tasks each add {@code ceil(sqrt(T))}: {@code launch} has the
 * further stage, {@code transfer} the way to the groups and that of {@code g} whole vectors to the
 * driver, {@code merge} both additions. The waves assume that tasks take the same time.
 */
public final class CostModel {
  /** Spark's broadcasts travel in blocks of this size, each of which is passed on at once. */
  private static final double BROADCAST_BLOCK = 4 << 20;

  private static final int FEWEST_TASKS_OF_A_TREE = 4;

  private final Constants constants;
  private final Cluster cluster;
  private final long largestAtDriver;

  /**
   * A model.
   *
   * @param largestAtDriver bytes of results up to which the driver adds them by itself
   */
  public CostModel(Constants constants, Cluster cluster, long largestAtDriver) {
    this.constants = constants;
    this.cluster = cluster;
    this.largestAtDriver = largestAtDriver;
  }

  /** Whether results are added in two levels. */
  public boolean usesTree(Workload work) {
    return work.returnedBytes() > largestAtDriver && work.tasks() >= FEWEST_TASKS_OF_A_TREE;
  }

  /** Bytes that meet on the driver in a round. */
  public double bytesAtDriver(Workload work) {
    return usesTree(work) ? (double) groups(work) * work.vectorBytes() : work.returnedBytes();
  }

  private static long groups(Workload work) {
    double tasks = work.tasks();
    return (long) Math.ceil(tasks / Math.ceil(Math.sqrt(tasks)));
  }

  /** The seconds of a round. */
  public RoundSeconds round(Workload work) {
    double waves = Math.ceil(work.tasks() / cluster.cores() - 1e-9);
    double compute = waves * (constants.taskFixed() + work.rowsPerTask() * constants.row());
    double launch = constants.job() + work.tasks() * constants.task();
    double update = constants.update();
    if (!usesTree(work)) {
      double transfer = work.returnedBytes() * secondsPerByte();
      double merge = work.tasks() * constants.merge();
      return new RoundSeconds(publish(work), launch, compute, transfer, merge, update);
    }
    long groups = groups(work);
    double members = Math.ceil(work.tasks() / groups);
    double groupWaves = Math.ceil((double) groups / cluster.cores());
    double exchange = groupWaves * members * work.resultBytes() * secondsPerByte();
    double whole = (double) groups * work.vectorBytes() * secondsPerByte();
    return new RoundSeconds(
        publish(work),
        launch + constants.job() + groups * constants.task(),
        compute,
        exchange + whole,
        groupWaves * members * constants.merge() + groups * constants.merge(),
        update);
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
    double waves = Math.ceil((double) work.partitions() / cluster.cores());
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
