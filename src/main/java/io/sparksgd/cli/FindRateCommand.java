package io.sparksgd.cli;

import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.cli.job.JobFile;
import io.sparksgd.cli.job.JobLaunch;
import io.sparksgd.cli.job.JobPlaces;
import io.sparksgd.cli.job.Session;
import io.sparksgd.cli.text.ShortNumbers;
import io.sparksgd.config.CheckpointConfig;
import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.config.GuardConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.SearchConfig;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.launch.FileRows;
import io.sparksgd.launch.Launch;
import io.sparksgd.launch.PreparedRun;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.Sparkline;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.train.DriverMemory;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.StopRequest;
import io.sparksgd.train.TrainingResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code find-rate}: a short run of a job in which the learning rate rises from step to step until
 * the loss explodes. It writes nothing.
 */
@Command(
    name = "find-rate",
    description =
        "Suggests a value of optimizer.learning-rate for a job file. It makes synchronous steps"
            + " with a rising rate until the loss explodes. Scaling acts as in the job. Schedule"
            + " and warmup are left out: in the job they start from, or rise to, the suggested"
            + " rate. Writes nothing. The exit code is 3 when the loss explodes at the lowest"
            + " rates.",
    mixinStandardHelpOptions = true)
final class FindRateCommand extends VerboseCommand {
  private static final int LINES = 20;
  private static final int WIDTH = 60;

  /** At the lowest loss the rate is almost too high, so a lower one is suggested. */
  private static final double BELOW_LOWEST = 3;

  @Mixin private JobFile job;

  @Option(names = "--from", description = "First rate (default: ${DEFAULT-VALUE}).")
  private double from = 1e-6;

  @Option(names = "--to", description = "Last rate (default: ${DEFAULT-VALUE}).")
  private double to = 10;

  @Option(
      names = "--steps",
      description = "Number of steps from the first to the last rate (default: ${DEFAULT-VALUE}).")
  private int steps = 100;

  @Override
  public Integer call() throws Exception {
    if (!(from > 0 && from < to && to < Double.POSITIVE_INFINITY)) {
      throw new WrongInputException(
          "Invalid --from and --to: " + from + ", " + to + " (allowed: numbers above 0, rising)");
    }
    if (steps < LINES || steps > 1_000_000) {
      throw new WrongInputException(
          "Invalid --steps: " + steps + " (allowed: " + LINES + " to 1000000)");
    }
    JobConfig config = rising(job.parse());
    DriverMemory.check(config);
    JobPlaces.checkInitial(config, Session.hadoopSettings());
    RateCurve curve = new RateCurve();
    try (Session session = Session.open("spark-sgd find-rate " + config.name())) {
      FileRows rows = FileRows.of(session.spark(), config);
      try (Launch launch = JobLaunch.open(session.spark(), config, rows, err())) {
        TrainingResult result = run(launch.prepare(), curve);
        if (!curve.hasFallen() && result.status() != RunStatus.COMPLETED) {
          err().println("sgd: " + diverged(curve, result));
          return ExitCode.DIVERGED;
        }
      }
    }
    print(curve);
    return ExitCode.DONE;
  }

  private String diverged(RateCurve curve, TrainingResult result) {
    double last =
        curve.points().isEmpty() ? from : curve.points().get(curve.points().size() - 1).rate();
    String why = result.status() == RunStatus.DIVERGED ? result.reason() : "The loss explodes.";
    return "No rate found: the loss does not fall at rates from "
        + ShortNumbers.shortForm(from)
        + " to "
        + ShortNumbers.shortForm(last)
        + ", and then explodes (try a lower --from, or scale the data). "
        + why;
  }

  private TrainingResult run(PreparedRun run, RateCurve curve) {
    StopRequest stop = new StopRequest();
    TrainingListener listener =
        event -> {
          if (event instanceof StepDone step) {
            // The rate as in the job file, before scaling.
            curve.add(from * Math.pow(factor(), step.step() - 1.0), step.trainLoss());
            if (curve.hasExploded()) {
              stop.ask("The loss has exploded.");
            }
          }
        };
    return run.trial()
        .train(Optional.empty(), List.of(listener), new RunControl(Optional.empty(), stop));
  }

  private double factor() {
    return Math.pow(to / from, 1.0 / (steps - 1));
  }

  /** The job with a rising rate, without settings that would end, change or save the run. */
  private JobConfig rising(JobConfig given) throws WrongInputException {
    OptimizerConfig optimizer = given.optimizer();
    if (!optimizer.hasRate()) {
      throw new WrongInputException(
          "Invalid optimizer.kind: "
              + optimizer.kind()
              + " (allowed: a rule with a learning rate; this one finds its own step size)");
    }
    return given.with(
        new OptimizerConfig(
            optimizer.rule(),
            from,
            optimizer.clipNorm(),
            optimizer.clipValue(),
            OptionalDouble.empty()),
        new ScheduleConfig(new SchedulePlan.Exponential(factor()), Optional.empty()),
        new SynchronizeConfig(
            Optional.empty(),
            given.synchronize().aggregationDepth(),
            given.synchronize().timeoutSeconds()),
        StopConfig.afterSteps(steps),
        EvaluateConfig.NO_INTERVAL,
        GuardConfig.FAIL,
        CheckpointConfig.NONE,
        SearchConfig.NONE);
  }

  private void print(RateCurve curve) {
    List<RateCurve.Point> points = curve.points();
    Sparkline line = new Sparkline(WIDTH);
    out().println("learning-rate  smoothed training loss");
    for (int i = 0; i < points.size(); i++) {
      if (i % Math.max(1, points.size() / LINES) == 0 || i == points.size() - 1) {
        out()
            .printf(
                "%-13s  %s%n",
                ShortNumbers.shortForm(points.get(i).rate()),
                ShortNumbers.shortForm(points.get(i).loss()));
      }
      if (i % Math.max(1, points.size() / WIDTH) == 0) {
        line.add(points.get(i).loss());
      }
    }
    out().println(line);
    out().println("lowest loss at " + ShortNumbers.shortForm(curve.lowest().rate()));
    out().println("falls fastest at " + ShortNumbers.shortForm(curve.steepest().rate()));
    if (curve.hasFallen()) {
      double rate = Math.min(curve.steepest().rate(), curve.lowest().rate() / BELOW_LOWEST);
      out().println("try optimizer.learning-rate=" + ShortNumbers.shortForm(roundedDown(rate)));
    } else {
      out().println("no rate lowers the loss (try a higher --to)");
    }
  }

  /**
   * One digit, because more digits would suggest a precision that a second run does not confirm.
   */
  private static double roundedDown(double rate) {
    return new BigDecimal(rate).round(new MathContext(1, RoundingMode.DOWN)).doubleValue();
  }
}
