package io.sparksgd.ml;

import io.sparksgd.monitor.Sparkline;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a fit went: its course step by step, where the time went, and what travelled. */
public final class TrainingSummary {
  private static final int SPARKLINE = 32;

  private final Course course;
  private final Outcome outcome;
  private final Map<String, Object> config;

  TrainingSummary(Course course, Outcome outcome, Map<String, Object> config) {
    this.course = course;
    this.outcome = outcome;
    this.config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }

  /** The course of a fit: a number for each step, metrics by name for each evaluation. */
  static final class Course {
    private final double[] objectives;
    private final double[] learningRates;
    private final long[] evaluatedAt;
    private final List<Map<String, Double>> evaluations;

    Course(
        double[] objectives,
        double[] learningRates,
        long[] evaluatedAt,
        List<Map<String, Double>> evaluations) {
      this.objectives = objectives;
      this.learningRates = learningRates;
      this.evaluatedAt = evaluatedAt;
      this.evaluations = evaluations;
    }
  }

  /** The end of a fit. */
  record Outcome(
      String status,
      String reason,
      long steps,
      double epochs,
      long rows,
      Map<String, Double> seconds,
      long bytesBroadcast,
      long bytesReturned) {}

  /**
   * The objective (mean loss with penalty) on the rows of each step, before its update; the first
   * one is that of the start.
   */
  public double[] objectiveHistory() {
    return course.objectives.clone();
  }

  /** The course of the objective in a line of up to 32 block characters, each a mean. */
  public String sparkline() {
    double[] objectives = course.objectives;
    int width = Math.min(SPARKLINE, objectives.length);
    Sparkline line = new Sparkline(SPARKLINE);
    for (int i = 0; i < width; i++) {
      int from = (int) ((long) objectives.length * i / width);
      int to = (int) ((long) objectives.length * (i + 1) / width);
      line.add(Arrays.stream(objectives, from, to).average().orElse(Double.NaN));
    }
    return line.toString();
  }

  /** The learning rate of each step. */
  public double[] learningRateHistory() {
    return course.learningRates.clone();
  }

  /** The loss on the validation rows at each evaluation; empty without validation rows. */
  public double[] validationHistory() {
    return validationHistory("loss");
  }

  /**
   * A metric on the validation rows at each evaluation.
   *
   * @param metric such as {@code accuracy}
   * @throws IllegalArgumentException if it was not measured
   */
  public double[] validationHistory(String metric) {
    return course.evaluations.stream()
        .mapToDouble(
            metrics -> {
              Double value = metrics.get(metric);
              if (value == null) {
                throw new IllegalArgumentException(
                    "Invalid metric: "
                        + metric
                        + " (allowed: "
                        + String.join(", ", metrics.keySet())
                        + ")");
              }
              return value;
            })
        .toArray();
  }

  /** The step after which each evaluation took place. */
  public long[] validationSteps() {
    return course.evaluatedAt.clone();
  }

  /** Steps (optimizer updates) made. */
  public long totalIterations() {
    return outcome.steps();
  }

  /** Rows used, counting each use. */
  public long totalRows() {
    return outcome.rows();
  }

  /** Passes over the training rows. */
  public double epochs() {
    return outcome.epochs();
  }

  /** {@code completed} or {@code stopped-early}. */
  public String status() {
    return outcome.status();
  }

  /** Why the fit ended, as a sentence. */
  public String reason() {
    return outcome.reason();
  }

  /** Seconds by phase: read, broadcast, gradient, merge, update, evaluate, notify. */
  public Map<String, Double> seconds() {
    return Collections.unmodifiableMap(outcome.seconds());
  }

  /** Bytes of weights that the driver published, counted once a round. */
  public long bytesBroadcast() {
    return outcome.bytesBroadcast();
  }

  /** Bytes of the partitions' contributions. */
  public long bytesReturned() {
    return outcome.bytesReturned();
  }

  /** How the fit ended, in a line: status, steps, epochs, losses, seconds. */
  @Override
  public String toString() {
    double[] objectives = course.objectives;
    String loss =
        objectives.length == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", objective %.6g to %.6g",
                objectives[0],
                objectives[objectives.length - 1]);
    String validation =
        course.evaluations.isEmpty()
            ? ""
            : ", validation " + course.evaluations.get(course.evaluations.size() - 1);
    double seconds = outcome.seconds().values().stream().mapToDouble(Double::doubleValue).sum();
    return String.format(
        Locale.ROOT,
        "TrainingSummary(%s: %d steps, %.4g epochs%s%s, %.1f s)",
        outcome.status(),
        outcome.steps(),
        outcome.epochs(),
        loss,
        validation,
        seconds);
  }

  /** The job description that was run, with every default, as in a job file. */
  public Map<String, Object> config() {
    return config;
  }
}
