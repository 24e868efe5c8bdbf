package io.sparksgd.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.Traffic;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * Reports a run to the sinks of Spark's metrics system (JMX, Prometheus, CSV, ...) while it trains,
 * under {@code <application>.driver.sgd.<run>}: step, epoch, loss, learning-rate, gradient-norm,
 * rows-per-second, bytes-broadcast, bytes-returned, and, after the first evaluation,
 * validation-loss.
 *
 * <p>Spark's {@code Source} is private to Spark in Scala only. Its class file is public, and a
 * metrics system accepts sources of any package.
 */
public final class RunMetrics implements Source, TrainingListener, AutoCloseable {
  private final MetricsSystem system;
  private final MetricRegistry registry = new MetricRegistry();
  private final String name;
  private volatile StepDone last;
  private volatile Traffic bytes = Traffic.NONE;
  private volatile Map<Metric, Double> validation = Map.of();

  private RunMetrics(MetricsSystem system, String name) {
    this.system = system;
    this.name = name;
    gauge("step", () -> last == null ? 0L : last.step());
    gauge("epoch", () -> last == null ? 0.0 : last.epoch());
    gauge("loss", () -> last == null ? Double.NaN : last.runningLoss());
    gauge("learning-rate", () -> last == null ? Double.NaN : last.learningRate());
    gauge("gradient-norm", () -> last == null ? Double.NaN : last.gradientNorm());
    gauge("rows-per-second", () -> last == null ? 0.0 : last.rows() / last.seconds());
    gauge("bytes-broadcast", () -> bytes.broadcast());
    gauge("bytes-returned", () -> bytes.returned());
    gauge("validation-loss", () -> validation.getOrDefault(Metric.LOSS, Double.NaN));
  }

  /** Registers a run under its name. If the name is taken, it appends a number. */
  public static RunMetrics register(String run) {
    MetricsSystem system = SparkEnv.get().metricsSystem();
    synchronized (system) {
      String name = "sgd." + run;
      for (int i = 2; !system.getSourcesByName(name).isEmpty(); i++) {
        name = "sgd." + run + "-" + i;
      }
      RunMetrics metrics = new RunMetrics(system, name);
      system.registerSource(metrics);
      return metrics;
    }
  }

  private <T> void gauge(String metric, Gauge<T> gauge) {
    registry.register(metric, gauge);
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof StepDone step) {
      bytes = bytes.plus(step.bytes());
      last = step;
    } else if (event instanceof Evaluated evaluated) {
      validation = evaluated.metrics();
    }
  }

  @Override
  public String sourceName() {
    return name;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  /** Removes the run from the metrics system. */
  @Override
  public void close() {
    synchronized (system) {
      system.removeSource(this);
    }
  }
}
