package io.sparksgd.soak;

import io.sparksgd.soak.Cluster.Executor;
import io.sparksgd.soak.Event.How;
import io.sparksgd.soak.Event.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** Kills executors of one run. */
final class ExecutorKiller {
  private static final int TRIES = 5;
  private static final double LONGEST_DELAY_MS = 20;
  private static final Duration SPARK_LIMIT = Duration.ofMinutes(3);

  private final SoakPlan plan;
  private final Cluster cluster;
  private final Outcome outcome;
  private final Random random;
  private final List<Long> hits = new ArrayList<>();

  ExecutorKiller(SoakPlan plan, Cluster cluster, Outcome outcome) {
    this.plan = plan;
    this.cluster = cluster;
    this.outcome = outcome;
    this.random = new Random(plan.seed());
  }

  /** Kills one every period for the minutes of the plan, and one at least. */
  void strike(TrainRun run, Events events) throws Exception {
    long end = System.nanoTime() + (long) (plan.minutes() * 60e9);
    for (long next = System.nanoTime() + plan.period().toNanos();
        next < end && run.isAlive();
        next = System.nanoTime() + plan.period().toNanos()) {
      while (System.nanoTime() < next) {
        Thread.sleep(5);
      }
      hit(events);
    }
  }

  /** Kills executors until one was in the middle of a task. */
  private void hit(Events events) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Executor victim = victim(events);
      int before = events.all().size();
      if (!events.await(before, event -> starts(event, victim), Duration.ofSeconds(10))) {
        continue;
      }
      Thread.sleep((long) (random.nextDouble() * LONGEST_DELAY_MS));
      long at = System.currentTimeMillis();
      victim.process().destroyForcibly();
      boolean removed =
          events.await(
              before,
              event -> event.kind() == Kind.EXECUTOR_REMOVED && event.subject().equals(victim.id()),
              SPARK_LIMIT);
      if (!removed) {
        throw new SoakException(
            "Spark did not see within " + SPARK_LIMIT + " that an executor died");
      }
      boolean work =
          events.count(
                  event -> event.is(Kind.TASK_END, How.LOST) && event.subject().equals(victim.id()))
              > 0;
      outcome.fault(work ? Outcome.Hit.WORK : Outcome.Hit.NOTHING);
      Progress.say(
          "executors: killed number %s, which was %s", victim.id(), work ? "at work" : "idle");
      if (work) {
        hits.add(at);
        return;
      }
    }
    outcome.problem("no executor was at work in " + TRIES + " tries");
  }

  private static boolean starts(Event event, Executor victim) {
    return event.kind() == Kind.TASK_START && event.subject().equals(victim.id());
  }

  private Executor victim(Events events) throws IOException, InterruptedException {
    long limit = System.nanoTime() + SPARK_LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      Set<String> joined = events.joined();
      List<Executor> executors =
          cluster.executors().stream()
              .filter(executor -> joined.contains(executor.id()))
              .sorted(Comparator.comparing(executor -> Integer.parseInt(executor.id())))
              .toList();
      if (!executors.isEmpty()) {
        return executors.get(random.nextInt(executors.size()));
      }
      Thread.sleep(10);
    }
    throw new SoakException("No executor joined within " + SPARK_LIMIT);
  }

  void look(Events events) throws IOException {
    for (long at : hits) {
      OptionalLong ended = events.jobEndAfter(at);
      if (ended.isPresent()) {
        outcome.recovery((ended.getAsLong() - at) / 1e3);
      } else {
        outcome.problem("no step came to its end after a kill");
      }
    }
    if (hits.isEmpty()) {
      outcome.problem("no kill hit work");
    }
    outcome.figure("tasks failed", events.count(event -> event.is(Kind.TASK_END, How.FAILED)));
    outcome.figure("copies", events.count(event -> event.is(Kind.TASK_START, How.COPY)));
    outcome.figure("attempts lost", events.count(event -> event.is(Kind.TASK_END, How.LOST)));
  }
}
