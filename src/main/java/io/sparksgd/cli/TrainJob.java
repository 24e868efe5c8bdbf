package io.sparksgd.cli;

import io.sparksgd.checkpoint.FencedException;
import io.sparksgd.cli.folder.BadRowsFolder;
import io.sparksgd.cli.folder.ChosenJob;
import io.sparksgd.cli.folder.MetricsFile;
import io.sparksgd.cli.folder.OutputFolder;
import io.sparksgd.cli.folder.PathFailure;
import io.sparksgd.cli.folder.Report;
import io.sparksgd.cli.folder.Summary;
import io.sparksgd.cli.job.JobLaunch;
import io.sparksgd.cli.job.JobPlaces;
import io.sparksgd.cli.job.Session;
import io.sparksgd.cli.text.ShortNumbers;
import io.sparksgd.cli.text.Terminal;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.Secrets;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.launch.FileRows;
import io.sparksgd.launch.Launch;
import io.sparksgd.launch.PreparedRun;
import io.sparksgd.message.ControlCharacters;
import io.sparksgd.message.Wording;
import io.sparksgd.monitor.History;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.PhaseClock;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.search.SearchResult;
import io.sparksgd.spark.JobDescriptions;
import io.sparksgd.spark.RunMetrics;
import io.sparksgd.train.DriverMemory;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.StopRequest;
import io.sparksgd.train.TrainingFailedException;
import io.sparksgd.train.TrainingResult;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** One run of the {@code train} command: reads, trains, writes the output folder. */
final class TrainJob {
  private final JobConfig job;
  private final PrintWriter out;
  private final PrintStream err;
  private Configuration configuration = new Configuration();

  TrainJob(JobConfig job, PrintWriter out, PrintStream err) {
    this.job = job;
    this.out = out;
    this.err = err;
  }

  /** Runs the job and returns the exit code. */
  int run() throws Exception {
    DriverMemory.check(job);
    JobPlaces.check(job, Session.hadoopSettings());
    StopRequest stop = new StopRequest();
    if (job.checkpoint().dir().isEmpty()) {
      return run(stop);
    }
    Interruption interruption = Interruption.listen(stop);
    try {
      return run(stop);
    } finally {
      interruption.close();
    }
  }

  private int run(StopRequest stop) throws Exception {
    try (Session session = Session.open("spark-sgd " + Secrets.hidden(job.name()))) {
      configuration = session.hadoop();
      Continuation continuation = Continuation.of(job, configuration, session.attempts(), err);
      try {
        BadRowsFolder badRows = BadRowsFolder.claim(job, configuration);
        try {
          return run(session, continuation, stop);
        } finally {
          badRows.giveBack();
        }
      } finally {
        continuation.output().giveBack();
      }
    }
  }

  private int run(Session session, Continuation continuation, StopRequest stop) throws Exception {
    long start = System.nanoTime();
    FileRows rows =
        FileRows.of(session.spark(), job)
            .inPartitions(continuation.partitions())
            .withQuarantine(BadRowsFolder.of(job.output()));
    try (Launch launch = JobLaunch.open(session.spark(), job, rows, err)) {
      double readSeconds = PhaseClock.secondsSince(start);
      notes(session, launch, continuation);
      Optional<SearchResult> found = launch.search(new RaceProgress(err));
      found.ifPresent(result -> err.println("Chose " + result.words() + "."));
      return train(launch, found, readSeconds, continuation, stop);
    }
  }

  private void notes(Session session, Launch launch, Continuation continuation) {
    PartitionNotes.Choice choice =
        continuation.partitions().isPresent()
            ? PartitionNotes.Choice.FIXED
            : PartitionNotes.Choice.BY_CORES;
    PartitionNotes.of(session.spark().sparkContext(), launch.input().train().partitions(), choice)
        .forEach(this::warn);
    launch.warning().ifPresent(warning -> warn(warning.in(Wording.JOB_FILE)));
  }

  private void warn(String note) {
    err.println("sgd: WARNING: " + note);
  }

  private int train(
      Launch launch,
      Optional<SearchResult> found,
      double readSeconds,
      Continuation continuation,
      StopRequest stop)
      throws Exception {
    TrainingInput input = launch.input();
    PreparedRun run = launch.prepare();
    OutputFolder output = continuation.output();
    History history = new History();
    TrainingResult result;
    try (MetricsFile metrics = metrics(continuation, history);
        JobDescriptions descriptions =
            JobDescriptions.on(input.train().rdd().context(), Secrets.hidden(job.name()));
        RunMetrics source = RunMetrics.register(Secrets.hidden(job.name()))) {
      RunControl control = new RunControl(continuation.begin(metrics, launch.job()), stop);
      continuation.announcement().ifPresent(err::println);
      result =
          run.train(
              Optional.of(output.rounds()),
              List.of(metrics, history, Terminal.progress(err), descriptions, source),
              control);
    } catch (TrainingFailedException failed) {
      if (!(failed.getCause() instanceof FencedException)) {
        describeFailure(
            summary(launch, found, failed.result(), readSeconds, history), history, output, failed);
      }
      throw failed;
    }
    Map<String, Object> summary = summary(launch, found, result, readSeconds, history);
    try {
      if (result.status() != RunStatus.DIVERGED && result.status() != RunStatus.INTERRUPTED) {
        output.model(run.model(result));
        if (found.isPresent()) {
          output.chosen(ChosenJob.yaml(launch.job()));
        }
      }
      output.report(Report.page(summary, history));
      output.summary(summary);
    } catch (IOException e) {
      summary.put("status", RunStatus.FAILED.key());
      summary.put("reason", Secrets.hidden(PathFailure.of(e).reason()));
      describeFailure(summary, history, output, e);
      throw e;
    }
    if (job.checkpoint().dir().isEmpty() || isWhole(result)) {
      output.complete();
    }
    return report(input, result);
  }

  private static MetricsFile metrics(Continuation continuation, History history) {
    return continuation
        .metricsBytes()
        .map(bytes -> continuation.output().metrics(bytes, history))
        .orElseGet(continuation.output()::metrics);
  }

  private static boolean isWhole(TrainingResult result) {
    return result.status() == RunStatus.COMPLETED || result.status() == RunStatus.STOPPED_EARLY;
  }

  private static Map<String, Object> summary(
      Launch launch,
      Optional<SearchResult> found,
      TrainingResult result,
      double readSeconds,
      History history) {
    Map<String, Object> summary =
        Summary.of(launch.job(), launch.input(), result, readSeconds, history.divergences());
    found.ifPresent(search -> Summary.addSearch(summary, search));
    return summary;
  }

  /** Records how a run failed, the short summary first, as far as the failure allows. */
  private static void describeFailure(
      Map<String, Object> summary, History history, OutputFolder output, Exception failure) {
    try {
      output.summary(summary);
      output.report(Report.page(summary, history));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private int report(TrainingInput input, TrainingResult result) {
    if (result.status() == RunStatus.DIVERGED) {
      err.println("sgd: " + Secrets.hidden(result.reason()));
      return ExitCode.DIVERGED;
    }
    if (result.status() == RunStatus.INTERRUPTED) {
      err.println(
          "sgd: "
              + result.reason()
              + " The same command resumes after step "
              + result.steps()
              + " (checkpoints are in "
              + Secrets.hidden(job.checkpoint().dir().orElse("no folder"))
              + ").");
      return ExitCode.INTERRUPTED;
    }
    out.println("Wrote " + ControlCharacters.shown(Secrets.hidden(job.output())) + ".");
    out.println(lastLine(input, result));
    return ExitCode.DONE;
  }

  /** The most important result: the quality of the kept model on held-out rows. */
  private static String lastLine(TrainingInput input, TrainingResult result) {
    if (input.validation().isEmpty()) {
      return "train loss "
          + ShortNumbers.shortForm(result.last().trainLoss())
          + " (no held-out rows)";
    }
    Map<Metric, Double> metrics =
        result
            .best()
            .filter(best -> best.step() == result.weights().keptStep())
            .orElse(result.last())
            .validation();
    Metric first =
        Stream.of(Metric.ACCURACY, Metric.RMSE)
            .filter(metrics::containsKey)
            .findFirst()
            .orElse(Metric.LOSS);
    StringBuilder line = new StringBuilder("held-out ");
    line.append(first.key()).append(' ').append(ShortNumbers.shortForm(metrics.get(first)));
    metrics.forEach(
        (metric, value) -> {
          if (metric != first) {
            line.append(", ")
                .append(metric.key())
                .append(' ')
                .append(ShortNumbers.shortForm(value));
          }
        });
    return line + " on " + input.validation().get().rows() + " rows";
  }
}
