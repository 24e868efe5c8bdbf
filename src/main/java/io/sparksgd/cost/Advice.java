package io.sparksgd.cost;

import io.sparksgd.cost.Alternative.Mode;
import io.sparksgd.plan.RoundPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Recommends a way of training by a job's costs. It does not consider the effect on the loss.
 *
 * @param mode the way
 * @param keys of the job file that select it; empty for the job as it is
 * @param reason for users
 * @param alternatives the ways with their costs; the unchanged job comes first
 */
public record Advice(Mode mode, String keys, String reason, List<Alternative> alternatives) {
  /** A round is efficient when at least this share of it is the work of the tasks. */
  private static final double WELL_USED = 0.5;

  /**
   * Local rounds are made so long that the overhead takes at most this share of the tasks' work.
   */
  private static final double REST = 0.25;

  private static final int MOST_LOCAL_STEPS = 64;
  private static final int ACCUMULATED = 4;

  /** Another way of training has to save at least this share of the seconds. */
  private static final double WORTH_IT = 0.3;

  public Advice {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * The advice for a job.
   *
   * @param localUpdate seconds of an update in a partition, beyond its rows; 0 where an update
   *     costs by the values of its rows
   */
  public static Advice of(Workload work, CostModel model, double localUpdate) {
    RoundSeconds round = model.round(work);
    List<Alternative> ways = new ArrayList<>();
    Mode own = work.place() == Workload.Place.PARTITIONS ? Mode.LOCAL_ROUNDS : Mode.SYNCHRONOUS;
    ways.add(way(own, "", work, model, 0));
    if (own == Mode.LOCAL_ROUNDS) {
      return longerRounds(work, model, round, ways);
    }
    ways.add(codec(work, model));
    ways.add(accumulation(work, model));
    int steps = localSteps(work, round);
    if (steps > 1) {
      ways.add(localRounds(work, model, steps, localUpdate));
    }
    return synchronous(round, ways);
  }

  private static Advice synchronous(RoundSeconds round, List<Alternative> ways) {
    Alternative own = ways.get(0);
    if (round.overhead() <= WELL_USED) {
      return new Advice(
          own.mode(),
          "",
          percent(1 - round.overhead()) + " of a step is spent on the gradient",
          ways);
    }
    Alternative codec = ways.get(1);
    if (round.bytes() > round.launch() && saving(codec, own) >= WORTH_IT) {
      String reason =
          percent(round.bytes() / round.total()) + " of a step is spent on transferring bytes";
      return new Advice(codec.mode(), codec.keys(), reason + saves(codec, own), ways);
    }
    Alternative best = ways.get(ways.size() - 1);
    if (saving(best, own) >= WORTH_IT) {
      String reason = percent(round.overhead()) + " of a step is not spent on the gradient";
      return new Advice(best.mode(), best.keys(), reason + saves(best, own), ways);
    }
    return new Advice(own.mode(), "", "no other way is much faster", ways);
  }

  private static Advice longerRounds(
      Workload work, CostModel model, RoundSeconds round, List<Alternative> ways) {
    Alternative own = ways.get(0);
    String used = percent(1 - round.overhead()) + " of a round is spent on local steps";
    int factor =
        Math.min(localSteps(work, round), RoundPlan.MOST_LOCAL_STEPS / work.updatesPerRound());
    if (round.overhead() <= WELL_USED || factor <= 1) {
      return new Advice(own.mode(), "", used, ways);
    }
    Workload longer =
        work.withRounds(
            work.rowsPerRound() * factor, work.updatesPerRound() * factor, work.place());
    String keys = "synchronize.local-steps: " + longer.updatesPerRound();
    Alternative way = way(Mode.LOCAL_ROUNDS, keys, longer, model, 0);
    ways.add(way);
    return new Advice(way.mode(), keys, "only " + used + saves(way, own), ways);
  }

  /** {@code (1 - other / own)}. */
  private static double saving(Alternative other, Alternative own) {
    return 1 - other.secondsPerEpoch() / own.secondsPerEpoch();
  }

  private static String saves(Alternative other, Alternative own) {
    return String.format(
        Locale.ROOT,
        "; a pass takes %.3g s instead of %.3g",
        other.secondsPerEpoch(),
        own.secondsPerEpoch());
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static Alternative way(
      Mode mode, String keys, Workload work, CostModel model, double moreSeconds) {
    double rounds = work.roundsPerEpoch();
    return new Alternative(
        mode,
        keys,
        model.epoch(work) + rounds * moreSeconds,
        rounds * (work.broadcastBytes() + work.returnedBytes()));
  }

  /**
   * A codec with a quarter of the returned bytes (where they are float64) and half of the published
   * bytes.
   */
  private static Alternative codec(Workload work, CostModel model) {
    Workload smaller =
        work.withBytes(
            Math.min(work.broadcastBytes(), work.vectorBytes() / 2),
            Math.min(work.resultBytes(), (double) work.vectorBytes()) / 4);
    double saved = model.round(work).publish() * (1 - share(smaller, work));
    return way(Mode.CODEC, "compression: {kind: bf16, broadcast: float32}", smaller, model, -saved);
  }

  private static double share(Workload smaller, Workload work) {
    return (double) smaller.broadcastBytes() / work.broadcastBytes();
  }

  private static Alternative accumulation(Workload work, CostModel model) {
    Workload larger = work.withRounds(work.rowsPerRound() * ACCUMULATED, 1, work.place());
    double bytes =
        Math.min(
            work.resultBytes() * ACCUMULATED,
            Math.max(work.resultBytes(), (double) work.vectorBytes()));
    return way(
        Mode.ACCUMULATION,
        "batch.accumulation-steps: times " + ACCUMULATED + ", with scaling",
        larger.withBytes(work.broadcastBytes(), bytes),
        model,
        0);
  }

  private static Alternative localRounds(
      Workload work, CostModel model, int steps, double localUpdate) {
    long all = work.vectorBytes() * (1L + work.slots());
    Workload local =
        work.withRounds(work.rowsPerRound() * steps, steps, Workload.Place.PARTITIONS)
            .withBytes(all, (double) all);
    return way(
        Mode.LOCAL_ROUNDS, "synchronize.local-steps: " + steps, local, model, steps * localUpdate);
  }

  /** Steps of a round after which the rest is a small share; at least two rounds a pass. */
  private static int localSteps(Workload work, RoundSeconds round) {
    double rest = round.total() - round.compute();
    double wanted = Math.ceil(rest / (REST * Math.max(round.compute(), 1e-9)));
    double most = Math.min(MOST_LOCAL_STEPS, work.roundsPerEpoch() / 2);
    return (int) Math.min(wanted, most);
  }
}
