package io.sparksgd.spark;

import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.Diverged;
import io.sparksgd.monitor.TrainingEvent.Started;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import java.util.Locale;
import org.apache.spark.SparkContext;

/**
 * Names the Spark jobs of a run in the Spark UI, such as {@code digits: step 120/2,000}. It belongs
 * to the thread that trains: jobs of other threads keep their own descriptions. A description costs
 * about a microsecond, so every step gets one.
 */
public final class JobDescriptions implements TrainingListener, AutoCloseable {
  private static final String PROPERTY = "spark.job.description";

  private final SparkContext context;
  private final String before;
  private String name = "";
  private String ofSteps = "";

  private JobDescriptions(SparkContext context) {
    this.context = context;
    this.before = context.getLocalProperty(PROPERTY);
  }

  /** Names the jobs that this thread starts from now on, until {@link #close}. */
  public static JobDescriptions on(SparkContext context, String first) {
    JobDescriptions descriptions = new JobDescriptions(context);
    context.setJobDescription(first);
    return descriptions;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof Started started) {
      name = started.plan().name();
      long steps = started.plan().totalSteps();
      ofSteps = steps > 0 ? "/" + number(steps) : "";
      next(started.step());
    } else if (event instanceof StepDone step) {
      next(step.step());
    } else if (event instanceof Diverged diverged) {
      next(diverged.goesOnAfter());
    }
  }

  private void next(long made) {
    context.setJobDescription(name + ": step " + number(made + 1) + ofSteps);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Restores the thread's own description. */
  @Override
  public void close() {
    context.setJobDescription(before);
  }
}
