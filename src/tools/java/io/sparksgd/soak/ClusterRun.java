package io.sparksgd.soak;

import io.sparksgd.soak.TrainRun.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A run on a cluster under faults; once these are over it is ended by SIGTERM, and goes on to its
 * end from the checkpoint that it wrote then, in one process. Compared with a run of as many steps
 * that nothing disturbed.
 */
final class ClusterRun {
  private static final int ROWS = 8000;
  private static final String EVALUATION = "evaluate: {every-steps: 200}";
  private static final int LAST_STEPS = 8;
  private static final int ENDED_BY_SIGTERM = 128 + 15;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final SoakPlan plan;
  private final Cluster cluster;
  private final SoakJob job;
  private final Path folder;
  private final List<String> settings;

  /**
   * Starts nothing yet.
   *
   * @param name of its folder
   * @param settings of Spark, {@code key=value}
   */
  ClusterRun(SoakPlan plan, Cluster cluster, SoakJob job, String name, List<String> settings) {
    this.plan = plan;
    this.cluster = cluster;
    this.job = job;
    this.folder = plan.out().resolve(name);
    this.settings = settings;
  }

  /** What happens to the run. */
  @FunctionalInterface
  interface Faults {
    /** Lets it happen, and returns when it is over. */
    void strike(TrainRun run, Events events) throws Exception;
  }

  /** What there is to see once the run has ended. */
  @FunctionalInterface
  interface Check {
    void look(Events events) throws IOException;
  }

  /** Runs both and compares; what goes wrong is a problem of the outcome. */
  void run(Outcome outcome, Faults faults, Check check) throws Exception {
    Path file = job.write(folder, ROWS, EVALUATION);
    try {
      disturbed(file, faults, check);
      long steps =
          TrainRun.json(folder.resolve("run/summary.json")).at("/steps").asLong() + LAST_STEPS;
      train(folder, file, steps, List.of("checkpoint.dir=" + folder.resolve("saved")));
      train(Files.createDirectories(folder.resolve("undisturbed")), file, steps, List.of());
      outcome.steps(steps);
      outcome.problems(
          Comparison.differences(folder.resolve("undisturbed/run"), folder.resolve("run")));
    } catch (SoakException e) {
      outcome.problem(e.getMessage());
    }
    Progress.say(outcome);
  }

  private void disturbed(Path file, Faults faults, Check check) throws Exception {
    Path log = folder.resolve("events.txt");
    try (TrainRun run =
        TrainRun.start(
            plan,
            folder,
            Code.WITH_FAULTS,
            options(log),
            "train",
            file.toString(),
            "--set",
            "output=" + folder.resolve("run"),
            "--set",
            "checkpoint.dir=" + folder.resolve("saved"),
            "--set",
            "stop.steps=1000000")) {
      if (!run.awaitTraining()) {
        throw new SoakException("A run ended before it trained: " + run.said());
      }
      try (Events events = Events.open(log)) {
        faults.strike(run, events);
        int code = run.terminate(LIMIT);
        if (code != ENDED_BY_SIGTERM) {
          throw new SoakException("A run ended with code " + code + ": " + run.said());
        }
        check.look(events);
      }
    }
  }

  private void train(Path place, Path file, long steps, List<String> more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", file.toString()));
    arguments.addAll(List.of("--set", "output=" + place.resolve("run")));
    arguments.addAll(List.of("--set", "stop.steps=" + steps));
    more.forEach(set -> arguments.addAll(List.of("--set", set)));
    try (TrainRun run =
        TrainRun.start(
            plan,
            place,
            Code.PRODUCT,
            List.of("-Dspark.master=local[2]"),
            arguments.toArray(String[]::new))) {
      run.awaitDone(LIMIT.plusMinutes(Math.round(4 * plan.minutes())));
    }
  }

  private List<String> options(Path log) {
    List<String> options = new ArrayList<>();
    options.add("spark.master=" + cluster.url());
    options.add("spark.cores.max=2");
    options.add("spark.scheduler.minRegisteredResourcesRatio=1.0");
    options.add("spark.scheduler.maxRegisteredResourcesWaitingTime=60s");
    options.add("spark.locality.wait=0s");
    // An executor that is killed uses up one of its tasks' attempts.
    options.add("spark.task.maxFailures=16");
    options.add("spark.executor.memory=512m");
    options.add("spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1");
    options.add(
        "spark.executor.extraClassPath=" + TrainRun.jar(plan) + ":" + TrainRun.testClasses(plan));
    options.add("spark.plugins=" + FaultPlugin.class.getName());
    options.add("spark.extraListeners=" + EventLog.class.getName());
    options.add(EventLog.FILE + "=" + log);
    options.add(FaultPlugin.SEED + "=" + plan.seed());
    options.addAll(settings);
    return options.stream().map(option -> "-D" + option).toList();
  }
}
