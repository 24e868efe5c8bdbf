package io.sparksgd.monitor;

import io.sparksgd.monitor.TrainingEvent.CheckpointFailed;
import io.sparksgd.monitor.TrainingEvent.Diverged;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.Started;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingEvent.Stopped;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a run: on a terminal one line that is rewritten, otherwise plain lines.
 * Evaluations and the end are always printed as lines of their own.
 */
public final class ProgressLine implements TrainingListener {
  private static final long LIVE_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final int SPARKLINE = 16;

  /** How progress is shown. */
  public enum Mode {
    /** On a terminal: one line, rewritten at most ten times a second. */
    LIVE,
    /** In a file: a line at most every five seconds. */
    PLAIN
  }

  private final Output output;
  private final LongSupplier nanoTime;
  private final Sparkline sparkline = new Sparkline(SPARKLINE);
  private RunPlan plan;
  private String evaluation = "";
  private long shownAt;
  private long rowsAtShown;
  private double rowsPerSecond;

  /**
   * A progress line.
   *
   * @param width columns of the terminal
   * @param nanoTime a clock such as {@code System::nanoTime}
   */
  public ProgressLine(PrintStream out, Mode mode, int width, LongSupplier nanoTime) {
    this.output = new Output(out, mode, width);
    this.nanoTime = nanoTime;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof Started started) {
      start(started);
    } else if (event instanceof StepDone step) {
      step(step);
    } else if (event instanceof Evaluated evaluated) {
      evaluation = metrics(evaluated.metrics());
      output.keep(
          "step "
              + evaluated.step()
              + "  epoch "
              + Text.number(evaluated.epoch())
              + "  validation "
              + evaluation
              + (evaluated.best() ? "  (best)" : ""));
    } else if (event instanceof Diverged diverged) {
      diverged(diverged);
    } else if (event instanceof CheckpointFailed failed) {
      output.keep("WARNING: no checkpoint at step " + failed.step() + ": " + failed.reason());
    } else if (event instanceof Stopped stopped) {
      output.keep(stopped.reason() + " " + Text.duration(stopped.seconds()));
    }
  }

  private void diverged(Diverged diverged) {
    output.keep(
        "WARNING: diverged at step "
            + (diverged.step() + 1)
            + ": "
            + diverged.what()
            + (diverged.action() == OnDivergence.SKIP
                ? "; skipped the batch"
                : "; back to step "
                    + diverged.goesOnAfter()
                    + ", with the learning rate times "
                    + Text.number(diverged.rateFactor())));
    // Otherwise the rows of undone steps would make the next rate negative.
    shownAt = nanoTime.getAsLong();
    rowsAtShown = Math.min(rowsAtShown, diverged.goesOnAfter() * plan.rowsPerStep());
  }

  private void start(Started started) {
    plan = started.plan();
    shownAt = nanoTime.getAsLong();
    rowsAtShown = started.step() * plan.rowsPerStep();
    output.keep(
        String.format(
            Locale.ROOT,
            "Training %s: %d rows, %d features, %s, %d parameters, %d partitions, %d rows a step%s",
            plan.name(),
            plan.trainingRows(),
            plan.features(),
            packed(plan),
            plan.parameters(),
            plan.partitions(),
            plan.rowsPerStep(),
            plan.totalSteps() > 0 ? ", " + plan.totalSteps() + " steps" : ""));
  }

  /** Such as {@code 312 MB packed (4.3 bytes a value, vector kernels)}. */
  private static String packed(RunPlan plan) {
    double perValue = (double) plan.packedBytes() / Math.max(1, plan.storedValues());
    return String.format(
        Locale.ROOT,
        "%s packed (%.1f bytes a value, %s kernels)",
        Text.bytes(plan.packedBytes()),
        perValue,
        plan.kernels());
  }

  private void step(StepDone step) {
    long now = nanoTime.getAsLong();
    long passed = now - shownAt;
    if (passed < (output.mode == Mode.LIVE ? LIVE_NANOS : PLAIN_NANOS)) {
      return;
    }
    rowsPerSecond = (step.rows() - rowsAtShown) * 1e9 / passed;
    shownAt = now;
    rowsAtShown = step.rows();
    sparkline.add(step.runningLoss());
    String line = describe(step);
    output.show(line, "  " + sparkline);
  }

  private String describe(StepDone step) {
    StringJoiner line = new StringJoiner("  ");
    line.add("step " + step.step() + (plan.totalSteps() > 0 ? "/" + plan.totalSteps() : ""));
    line.add("epoch " + Text.number(step.epoch()));
    line.add("loss " + Text.number(step.runningLoss()));
    if (!evaluation.isEmpty()) {
      line.add("val " + evaluation);
    }
    line.add("lr " + Text.number(step.learningRate()));
    if (step.cosine() < 1) {
      line.add(
          "bytes 1/" + Text.number(step.bytes().ratio()) + " cos " + Text.number(step.cosine()));
    }
    line.add(Text.rate(rowsPerSecond) + " rows/s");
    if (plan.totalSteps() > 0) {
      double left = step.seconds() / step.step() * (plan.totalSteps() - step.step());
      line.add(Text.duration(left) + " left");
    }
    return line.toString();
  }

  private static String metrics(Map<Metric, Double> metrics) {
    StringJoiner joined = new StringJoiner(" ");
    metrics.forEach((metric, value) -> joined.add(metric.key() + " " + Text.number(value)));
    return joined.toString();
  }

  /** Where the lines go. */
  private static final class Output {
    final Mode mode;
    private final PrintStream out;
    private final int width;

    /** Of the line that is rewritten. */
    private int lineLength;

    Output(PrintStream out, Mode mode, int width) {
      this.out = out;
      this.mode = mode;
      this.width = width;
    }

    /** Prints a line of progress; on a terminal with a curve, where it fits. */
    void show(String line, String curve) {
      if (mode == Mode.PLAIN) {
        keep(line);
      } else {
        rewrite(line.length() + curve.length() < width ? line + curve : line);
      }
    }

    /** Prints a permanent line, above the one that is rewritten. */
    void keep(String line) {
      if (mode == Mode.LIVE && lineLength > 0) {
        out.print("\r" + " ".repeat(lineLength) + "\r");
        lineLength = 0;
      }
      out.println(line);
      out.flush();
    }

    private void rewrite(String text) {
      String line = text.length() < width ? text : text.substring(0, Math.max(0, width - 1));
      String rest = " ".repeat(Math.max(0, lineLength - line.length()));
      out.print("\r" + line + rest);
      out.flush();
      lineLength = line.length();
    }
  }
}
