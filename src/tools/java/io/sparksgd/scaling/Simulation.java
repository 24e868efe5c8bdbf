package io.sparksgd.scaling;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.scaling.Outcome.Part;
import java.util.Arrays;

/**
 * A round of the engine, and of designs that it does not have, on machines: every task is launched,
 * computes and sends through the links of its machine and of the receivers, each of which passes
 * one message at a time. Deterministic: which tasks are slow follows from their number.
 */
final class Simulation {
  private static final long SEED = 7;

  /** One task in a hundred is slow; the others differ by a tenth. */
  private static final double SLOW = 0.01;

  private static final double USUAL_SPREAD = 0.1;
  private static final double SLOWEST = 4;

  /** Spark passes broadcasts on in blocks of this size. */
  private static final double BROADCAST_BLOCK = 4 << 20;

  /** Vectors that meet in one place of a tree of executors. */
  private static final int FAN_IN = 16;

  /** A Java array has fewer than 2^31 bytes. */
  private static final double LARGEST_ARRAY = Integer.MAX_VALUE;

  private final Machines machines;
  private final Job job;
  private final int localSteps;

  /**
   * A round.
   *
   * @param localSteps that the tasks make in it
   */
  Simulation(Machines machines, Job job, int localSteps) {
    this.machines = machines;
    this.job = job;
    this.localSteps = localSteps;
  }

  /** Whether a vector fits into the arrays that driver and executors send today. */
  boolean fitsIntoArrays() {
    return job.vector() < LARGEST_ARRAY;
  }

  /** A factor of a task's time: {@code 1 .. 1.1}, or {@code 1 .. 4} for one in a hundred. */
  static double slowness(int task) {
    double draw = (CounterRandom.bits(SEED, 0, task) >>> 11) * 0x1p-53;
    double size = (CounterRandom.bits(SEED, 1, task) >>> 11) * 0x1p-53;
    return 1 + size * (draw < SLOW ? SLOWEST - 1 : USUAL_SPREAD);
  }

  /** Weights to all; every task's vector to the driver, which adds them. */
  Outcome driver() {
    Outcome outcome = new Outcome();
    broadcast(outcome);
    double[] ends = tasks(outcome, machines.tasks(), 1);
    Link[] out = links();
    Link in = new Link(machines.network());
    double received = 0;
    double added = 0;
    for (int task : order(ends)) {
      double sent = out[task % machines.executors()].pass(ends[task], job.bytes(1));
      received = in.pass(sent, job.bytes(1)) + machines.latency();
      added = Math.max(added, received) + job.bytes(1) / machines.adding();
    }
    outcome.until(Part.NETWORK, received).until(Part.ADDING, added);
    return updateOnDriver(outcome);
  }

  /** As today's tree: about sqrt(tasks) of them add about as many vectors, the driver the sums. */
  Outcome tree() {
    Outcome outcome = new Outcome();
    broadcast(outcome);
    int count = machines.tasks();
    double[] ends = tasks(outcome, count, 1);
    int size = (int) Math.ceil(Math.sqrt(count));
    return toDriver(outcome, ends, 1, size);
  }

  /** One task an executor, whose cores add into one vector; then a tree of executors. */
  Outcome combine() {
    Outcome outcome = new Outcome();
    broadcast(outcome);
    double[] ends = tasks(outcome, machines.executors(), machines.cores());
    addInside(outcome, ends);
    return toDriver(outcome, ends, machines.cores(), FAN_IN);
  }

  /**
   * Weights and the memory of the rule in key ranges, one an executor: tasks fetch the weights they
   * need from their owners, add up inside of the executor, and send every owner its range; owners
   * update. The driver only launches.
   */
  Outcome sharded() {
    Outcome outcome = new Outcome();
    double pulled = job.pulled(machines.cores());
    int owners = owners(pulled);
    outcome.more(Part.WEIGHTS, exchange(pulled));
    outcome.more(Part.BLOCKS, owners * machines.block());
    double[] ends = tasks(outcome, machines.executors(), machines.cores());
    addInside(outcome, ends);
    double bytes = job.bytes(machines.cores());
    outcome.until(Part.COMPUTE, last(ends)).more(Part.NETWORK, exchange(bytes));
    outcome.more(Part.BLOCKS, owners * machines.block());
    outcome.more(Part.LAUNCH, stage(owners));
    double share = bytes * machines.executors() / owners;
    outcome.more(Part.ADDING, share / machines.cores() / machines.adding());
    return outcome.more(Part.UPDATE, job.vector() / owners / machines.cores() / machines.adding());
  }

  /**
   * No range is so small that its blocks cost more than their bytes, and there is one a machine.
   */
  private int owners(double bytes) {
    double worth = bytes / (machines.network() * machines.block());
    return (int) Math.max(1, Math.min(machines.executors(), Math.max(worth, FAN_IN)));
  }

  /** Every machine sends, and receives, about this much. */
  private double exchange(double bytes) {
    return machines.latency() + bytes / owners(bytes) * machines.executors() / machines.network();
  }

  private double stage(int tasks) {
    return machines.job() + tasks / machines.launches();
  }

  private void broadcast(Outcome outcome) {
    double depth = Math.log(machines.executors()) / Math.log(2);
    double block = Math.min(job.vector(), BROADCAST_BLOCK);
    outcome.until(
        Part.WEIGHTS,
        job.vector() / machines.adding()
            + (job.vector() + depth * block) / machines.network()
            + depth * machines.latency());
  }

  /** Launches tasks one after the other; returns when each ends. */
  private double[] tasks(Outcome outcome, int count, int threads) {
    double begin = outcome.time() + machines.job();
    double[] ends = new double[count];
    double usual = 0;
    double work = localSteps * job.compute();
    for (int task = 0; task < count; task++) {
      double started = begin + (task + 1) / machines.launches();
      double slow = 1;
      for (int thread = 0; thread < threads; thread++) {
        slow = Math.max(slow, slowness(task * threads + thread));
      }
      ends[task] = started + work * slow;
      usual = Math.max(usual, started + work);
    }
    outcome.until(Part.LAUNCH, begin + count / machines.launches());
    outcome.until(Part.COMPUTE, usual).until(Part.STRAGGLERS, last(ends));
    return ends;
  }

  /** The cores of an executor add into one vector, each a range of it. */
  private void addInside(Outcome outcome, double[] ends) {
    double seconds = job.bytes(1) / machines.adding();
    for (int i = 0; i < ends.length; i++) {
      ends[i] += seconds;
    }
    outcome.until(Part.ADDING, last(ends));
  }

  /** Level after level, groups of vectors become one, until few enough meet on the driver. */
  private Outcome toDriver(Outcome outcome, double[] first, double tasksOfOne, int fanIn) {
    double[] ends = first;
    double tasks = tasksOfOne;
    while (ends.length > fanIn) {
      ends = level(outcome, ends, tasks, fanIn);
      tasks *= fanIn;
    }
    Link in = new Link(machines.network());
    double received = 0;
    double added = 0;
    double bytes = job.bytes(tasks);
    for (int one : order(ends)) {
      received = in.pass(ends[one], bytes) + machines.latency();
      added = Math.max(added, received) + bytes / machines.adding();
    }
    outcome.until(Part.NETWORK, received).until(Part.ADDING, added);
    return updateOnDriver(outcome);
  }

  /** A stage of a shuffle: it begins when the one before has ended. */
  private double[] level(Outcome outcome, double[] before, double tasks, int fanIn) {
    double bytes = job.bytes(tasks);
    int groups = (before.length + fanIn - 1) / fanIn;
    double ready = outcome.time() + machines.job();
    Link[] in = links();
    double[] ends = new double[groups];
    double received = 0;
    for (int group = 0; group < groups; group++) {
      double started = ready + (group + 1) / machines.launches();
      int members = Math.min(fanIn, before.length - group * fanIn);
      Link link = in[group % machines.executors()];
      double arrived = link.pass(started, members * bytes) + members * machines.block();
      received = Math.max(received, arrived);
      ends[group] = arrived + members * bytes / machines.adding();
    }
    outcome.until(Part.LAUNCH, ready + groups / machines.launches());
    outcome.until(Part.NETWORK, received).until(Part.ADDING, last(ends));
    return ends;
  }

  /** An update reads and writes whole vectors, on one core. */
  private Outcome updateOnDriver(Outcome outcome) {
    return outcome.more(Part.UPDATE, job.vector() / machines.adding());
  }

  private Link[] links() {
    Link[] links = new Link[machines.executors()];
    Arrays.setAll(links, i -> new Link(machines.network()));
    return links;
  }

  private static double last(double[] ends) {
    return Arrays.stream(ends).max().orElseThrow();
  }

  /** Tasks by their end, then by their number. */
  private static int[] order(double[] ends) {
    Integer[] order = new Integer[ends.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(ends[a], ends[b]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
