package io.sparksgd.soak;

import io.sparksgd.soak.TrainRun.Code;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The process of a run is killed again and again, in chains: each start goes on where the one
 * before was killed, the last one comes to the end. A start must go on at the newest checkpoint
 * that was whole when the one before was killed.
 */
final class DriverKills implements Scenario {
  private static final int CHAIN = 25;
  private static final int ROWS = 600;
  private static final int LAST_STEPS = 24;
  private static final int FEWEST_FOR_AN_ARCHIVE = 20;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String EVALUATION = "evaluate: {every-steps: 20}";

  @Override
  public String name() {
    return "drivers";
  }

  /** Where in its life a process is killed. */
  private enum Moment {
    START,
    TRAINING,
    SAVE;

    static Moment draw(Random random) {
      double draw = random.nextDouble();
      return draw < 0.15 ? START : draw < 0.55 ? TRAINING : SAVE;
    }
  }

  @Override
  public List<Outcome> run(SoakPlan plan) throws Exception {
    List<String> options = new ArrayList<>(List.of("-Dspark.master=local[1]"));
    if (plan.kills() >= FEWEST_FOR_AN_ARCHIVE) {
      options.addAll(archive(plan));
    }
    List<Outcome> outcomes = new ArrayList<>();
    int chains = Math.max(1, plan.kills() / CHAIN);
    for (int chain = 0; chain < chains; chain++) {
      int kills = plan.kills() / chains + (chain < plan.kills() % chains ? 1 : 0);
      SoakJob job = SoakJob.SMALL.get(chain % SoakJob.SMALL.size());
      Outcome outcome = new Outcome(name(), job.mode());
      outcomes.add(outcome);
      Path folder = plan.out().resolve("drivers-" + chain);
      try {
        new Chain(plan, folder, job, options, new Random(plan.seed() + chain), outcome).run(kills);
      } catch (SoakException e) {
        outcome.problem(e.getMessage());
      }
      Progress.say(outcome);
    }
    return outcomes;
  }

  /** Classes as they are in memory after a start: a start then takes a third less. */
  private static List<String> archive(SoakPlan plan) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(plan.out().resolve("archive"));
    Path file = folder.resolve("classes.jsa");
    Path job = SoakJob.SMALL.get(0).write(folder, ROWS, EVALUATION);
    List<String> options =
        List.of("-Dspark.master=local[1]", "-XX:ArchiveClassesAtExit=" + file, "-Xlog:disable");
    String output = "output=" + folder.resolve("run");
    try (TrainRun run =
        TrainRun.start(
            plan,
            folder,
            Code.PRODUCT,
            options,
            "train",
            job.toString(),
            "--set",
            output,
            "--set",
            "stop.steps=8")) {
      run.awaitDone(LIMIT);
    }
    return List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable");
  }

  /** Starts and kills of one run. */
  private static final class Chain {
    private final SoakPlan plan;
    private final Path folder;
    private final Path saved;
    private final SoakJob job;
    private final List<String> options;
    private final Random random;
    private final Outcome outcome;
    private Path file;
    private int resumed;
    private int unfinished;
    private int atStart;
    private double startSeconds;

    Chain(
        SoakPlan plan,
        Path folder,
        SoakJob job,
        List<String> options,
        Random random,
        Outcome outcome) {
      this.plan = plan;
      this.folder = folder;
      this.saved = folder.resolve("saved");
      this.job = job;
      this.options = options;
      this.random = random;
      this.outcome = outcome;
    }

    void run(int kills) throws Exception {
      file = job.write(folder, ROWS, EVALUATION);
      for (int kill = 0; kill < kills; kill++) {
        startAndKill(kill);
      }
      long steps = SavedSteps.newest(saved).orElse(0L) + LAST_STEPS;
      Optional<Long> expected = SavedSteps.newest(saved);
      try (TrainRun last = train("run", steps)) {
        last.awaitDone(LIMIT);
        checkResumed(last, expected);
      }
      Path whole = folder.resolve("undisturbed");
      Files.createDirectories(whole);
      try (TrainRun undisturbed =
          TrainRun.start(
              plan,
              whole,
              Code.PRODUCT,
              options,
              "train",
              file.toString(),
              "--set",
              "output=" + whole.resolve("run"),
              "--set",
              "stop.steps=" + steps)) {
        undisturbed.awaitDone(LIMIT);
      }
      outcome.steps(steps);
      outcome.figure("starts that resumed at the newest whole checkpoint", resumed);
      outcome.figure("kills in a save", unfinished);
      outcome.figure("kills before the first step", atStart);
      outcome.problems(Comparison.differences(whole.resolve("run"), folder.resolve("run")));
    }

    private TrainRun train(String output, long steps) throws IOException {
      return TrainRun.start(
          plan,
          folder,
          Code.PRODUCT,
          options,
          "train",
          file.toString(),
          "--set",
          "output=" + folder.resolve(output),
          "--set",
          "stop.steps=" + steps,
          "--set",
          "checkpoint.dir=" + saved,
          "--set",
          "checkpoint.every-steps=4");
    }

    private void startAndKill(int kill) throws Exception {
      Optional<Long> expected = SavedSteps.newest(saved);
      Set<String> before = SavedSteps.unfinished(saved);
      // The first has something to go on from; the others may be killed before that.
      Moment moment = kill == 0 ? Moment.SAVE : Moment.draw(random);
      long begin = System.nanoTime();
      try (TrainRun run = train("run", 1_000_000)) {
        switch (moment) {
          case START -> sleep(random.nextDouble() * startSeconds);
          case TRAINING -> {
            awaitTraining(run, begin);
            sleep(random.nextDouble() * 1.5);
          }
          case SAVE -> {
            awaitTraining(run, begin);
            awaitSave(kill == 0 ? 2 : 1 + random.nextInt(4));
          }
        }
        if (!run.kill()) {
          throw new SoakException("A run ended by itself before kill " + (kill + 1));
        }
        boolean trained = run.said().contains("Training ");
        atStart += trained ? 0 : 1;
        if (trained) {
          checkResumed(run, expected);
        }
        outcome.fault(Outcome.Hit.WORK);
      }
      unfinished += before.containsAll(SavedSteps.unfinished(saved)) ? 0 : 1;
      Progress.say(
          "drivers, %s: kill %d (%s), newest checkpoint of step %s",
          job.mode(),
          kill + 1,
          moment.name().toLowerCase(Locale.ROOT),
          SavedSteps.newest(saved).map(String::valueOf).orElse("none"));
    }

    private void awaitTraining(TrainRun run, long begin) throws Exception {
      if (!run.awaitTraining()) {
        throw new SoakException("A run ended before it trained: " + run.said());
      }
      startSeconds = (System.nanoTime() - begin) / 1e9;
    }

    private void checkResumed(TrainRun run, Optional<Long> expected) throws IOException {
      Optional<Long> found = run.resumedAt();
      if (!found.equals(expected)) {
        outcome.problem("resumed at step " + found + ", the newest whole one was " + expected);
      } else if (found.isPresent()) {
        resumed++;
      }
    }

    /** Waits for the beginning of a save, and for a random part of the time that one takes. */
    private void awaitSave(int which) throws IOException, InterruptedException {
      try (WatchService watch = FileSystems.getDefault().newWatchService()) {
        saved.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        long limit = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        for (int seen = 0; seen < which; ) {
          WatchKey key = watch.poll(limit - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (key == null) {
            throw new SoakException("A run saved nothing within five minutes");
          }
          for (WatchEvent<?> event : key.pollEvents()) {
            seen += event.context().toString().contains("-step-") ? 1 : 0;
          }
          key.reset();
        }
      }
      LockSupport.parkNanos((long) (random.nextDouble() * 15e6));
    }

    private static void sleep(double seconds) throws InterruptedException {
      TimeUnit.MICROSECONDS.sleep((long) (seconds * 1e6));
    }
  }
}
