package io.sparksgd.cost;

/**
 * Heap that a run needs, in bytes; {@code 8 d} is a vector of {@code d} parameters, {@code s} the
 * slots of the update rule.
 *
 * @param blocks rows of the executor that has the most
 * @param tasks the data that the tasks of an executor hold while they run
 * @param shared weights, encoded and decoded, once an executor
 * @param state weights, optimizer state, sum and copies on the driver
 * @param published weights as they are published
 * @param results of a round as they meet on the driver
 */
public record MemoryNeed(
    long blocks, long tasks, long shared, long state, long published, long results) {

  /** Memory that Spark reserves, and its own classes and buffers. */
  public static final long RESERVED = 300L << 20;

  /**
   * Share of the rest that Spark gives to cached rows and shuffles, {@code spark.memory.fraction}.
   */
  static final double STORAGE = 0.6;

  /** Vectors of a task: the sum of gradients, and its copy as encoded. */
  private static final int TASK_VECTORS = 2;

  /** Further vectors in local steps: local weights, the change, and the encoded result. */
  private static final int LOCAL_VECTORS = 3;

  /** On the driver: start, weights, sum of a round, average or best weights, the final model. */
  private static final int DRIVER_VECTORS = 5;

  /**
   * The need of a job.
   *
   * <pre>
   * blocks     ceil(P / executors) / P of the packed bytes
   * tasks      cores (2 * 8 d), in local steps cores ((2 + 3 + s) 8 d)
   * shared     bytes out + (1 + s where they travel) 8 d
   * state      (5 + s) 8 d
   * published  2 bytes out: the array, and the block manager's copy
   * results    2 bytes at the driver: as received, and as objects
   * </pre>
   */
  public static MemoryNeed of(Workload work, Cluster cluster, double bytesAtDriver) {
    long vector = work.vectorBytes();
    boolean local = work.place() == Workload.Place.PARTITIONS;
    long held = (long) Math.ceil((double) work.partitions() / cluster.executors());
    long vectors = (long) TASK_VECTORS + (local ? LOCAL_VECTORS + work.slots() : 0);
    long running = Math.min(cluster.coresPerExecutor(), held);
    return new MemoryNeed(
        Math.round((double) work.packedBytes() * held / work.partitions()),
        running * vectors * vector,
        work.broadcastBytes() + (local ? 1L + work.slots() : 1L) * vector,
        ((long) DRIVER_VECTORS + work.slots()) * vector,
        2 * work.broadcastBytes(),
        Math.round(2 * bytesAtDriver));
  }

  /** Heap of an executor: the blocks in the part that holds cached rows, the rest beside it. */
  public long executor() {
    return bytes(
        RESERVED
            + Math.max(blocks / STORAGE, (double) blocks + 2 * ((double) tasks + (double) shared)));
  }

  /**
   * Heap of the driver: twice the live data, because most of it is new in every round and is
   * collected later.
   */
  public long driver() {
    return bytes(RESERVED + 2 * ((double) state + (double) published + (double) results));
  }

  /** Heap of a process that is both. */
  public long both() {
    return bytes((double) driver() + executor() - RESERVED);
  }

  /** Whole bytes, at most the largest long. */
  private static long bytes(double number) {
    return Math.round(number);
  }
}
