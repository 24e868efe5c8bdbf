package io.sparksgd.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.soak.Outcome.Hit;
import io.sparksgd.soak.TrainRun.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The disk of the checkpoints is full: the run tells it and goes on, and saves again once there is
 * room. Full again, the run is killed; a start on the full disk ends with a line that says why, the
 * last good checkpoint can be read, and with room the run goes on from it.
 */
final class FullDisk implements Scenario {
  private static final int ROWS = 600;
  private static final int LAST_STEPS = 24;
  private static final String EVALUATION = "evaluate: {every-steps: 20}";
  private static final String SAYS_WHERE = "Cannot write to the checkpoint folder file:";
  private static final String NO_SPACE = "No space left on device";
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final List<String> LOCAL = List.of("-Dspark.master=local[1]");

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public List<Outcome> run(SoakPlan plan) throws Exception {
    SoakJob job = SoakJob.SMALL.get(1);
    Outcome outcome = new Outcome(name(), job.mode());
    Path folder = plan.out().resolve(name());
    Path file = job.write(folder, ROWS, EVALUATION);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"))) {
      new Stages(plan, folder, file, disk, outcome).run();
    } catch (SoakException e) {
      outcome.problem(e.getMessage());
    }
    Progress.say(outcome);
    return List.of(outcome);
  }

  /** One run, from fault to fault. */
  private static final class Stages {
    private final SoakPlan plan;
    private final Path folder;
    private final Path file;
    private final SmallDisk disk;
    private final Path saved;
    private final Outcome outcome;

    Stages(SoakPlan plan, Path folder, Path file, SmallDisk disk, Outcome outcome) {
      this.plan = plan;
      this.folder = folder;
      this.file = file;
      this.disk = disk;
      this.saved = disk.folder().resolve("saved");
      this.outcome = outcome;
    }

    void run() throws Exception {
      fillAndKill();
      long good = SavedSteps.newest(saved).orElseThrow();
      startWithoutRoom();
      inspect(good);
      disk.free();
      long steps = good + LAST_STEPS;
      try (TrainRun last = train("run", steps, true)) {
        last.awaitDone(LIMIT);
        if (!last.resumedAt().equals(Optional.of(good))) {
          outcome.problem("resumed at " + last.resumedAt() + ", the last good one is " + good);
        }
      }
      try (TrainRun undisturbed = train("undisturbed", steps, false)) {
        undisturbed.awaitDone(LIMIT);
      }
      outcome.steps(steps);
      outcome.problems(
          Comparison.differences(folder.resolve("undisturbed"), folder.resolve("run")));
    }

    private TrainRun train(String output, long steps, boolean saves) throws IOException {
      List<String> arguments = new ArrayList<>(List.of("train", file.toString()));
      arguments.addAll(List.of("--set", "output=" + folder.resolve(output)));
      arguments.addAll(List.of("--set", "stop.steps=" + steps));
      if (saves) {
        arguments.addAll(List.of("--set", "checkpoint.dir=" + saved));
        arguments.addAll(List.of("--set", "checkpoint.every-steps=4"));
      }
      return TrainRun.start(plan, folder, Code.PRODUCT, LOCAL, arguments.toArray(String[]::new));
    }

    /** Twice full, with room between; returns with the run killed and the disk full. */
    private void fillAndKill() throws Exception {
      try (TrainRun run = train("run", 1_000_000, true)) {
        awaitSavedBeyond(0, run);
        disk.fill();
        awaitFailures(2, run);
        long before = SavedSteps.newest(saved).orElseThrow();
        disk.free();
        awaitSavedBeyond(before, run);
        disk.fill();
        awaitFailures(failures() + 2, run);
        if (!run.said().contains(NO_SPACE)) {
          outcome.problem("nothing was said of the full disk");
        }
        if (!run.kill()) {
          throw new SoakException("The run ended by itself: " + run.said());
        }
      }
      outcome.figure("saves that failed", failures());
    }

    private void awaitSavedBeyond(long step, TrainRun run) throws Exception {
      await(run, "no checkpoint was saved", () -> SavedSteps.newest(saved).orElse(0L) > step);
    }

    private void awaitFailures(long count, TrainRun run) throws Exception {
      await(run, "no save failed", () -> failures() >= count);
      outcome.fault(Hit.WORK);
    }

    private long failures() throws IOException {
      Path metrics = folder.resolve("run/metrics.jsonl");
      return Files.readAllLines(metrics).stream()
          .filter(line -> line.contains("\"checkpoint-failed\"") && line.contains(NO_SPACE))
          .count();
    }

    /** Something that a run brings about. */
    @FunctionalInterface
    private interface Condition {
      boolean holds() throws IOException;
    }

    private static void await(TrainRun run, String otherwise, Condition condition)
        throws IOException, InterruptedException {
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (!condition.holds()) {
        if (!run.isAlive() || System.nanoTime() > limit) {
          throw new SoakException(otherwise + ": " + run.said());
        }
        Thread.sleep(20);
      }
    }

    private void startWithoutRoom() throws Exception {
      try (TrainRun run = train("run", 1_000_000, true)) {
        int code = run.await(LIMIT);
        List<String> said = run.said().lines().filter(line -> line.startsWith("sgd: ")).toList();
        outcome.fault(Hit.WORK);
        outcome.figure("a start on the full disk", "code " + code + ", " + said);
        if (code != 1 || said.size() != 1 || !said.get(0).contains(SAYS_WHERE)) {
          outcome.problem("a start on the full disk ended with " + code + " and said " + said);
        }
      }
    }

    private void inspect(long good) throws Exception {
      try (TrainRun inspect =
          TrainRun.start(
              plan, folder, Code.PRODUCT, List.of(), "inspect", saved.toString(), "--json")) {
        inspect.awaitDone(LIMIT);
      }
      JsonNode content = new ObjectMapper().readTree(Files.readString(folder.resolve("out.txt")));
      if (content.at("/newest/step").asLong() != good) {
        outcome.problem("inspect shows " + content.at("/newest/step") + " for " + good);
      }
    }
  }
}
