package io.sparksgd.monitor;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Weighted sums over evaluated rows from which every metric follows exactly: parts of partitions
 * are merged, and divided once at the end. Data plane: travels as a task's result.
 */
public final class MetricSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final EnumSet<Metric> metrics;
  private final int classes;
  private long rows;
  private double weightSum;
  private double lossSum;
  private double logLossSum;

  /** Whether a row had no probabilities: its log-loss is unknown, not 0. */
  private boolean logLossUnknown;

  private double correct;
  private double squaredErrors;
  private double absoluteErrors;

  /** Mean of the labels, and the weighted squares around it. */
  private double labelMean;

  private double labelSquares;

  /** By class: weight of rows that are and are called so, are so, are called so. */
  private final double[] hits;

  private final double[] actual;
  private final double[] predicted;
  private final RankSums ranks = new RankSums();

  private MetricSums(EnumSet<Metric> metrics, int classes) {
    this.metrics = metrics;
    this.classes = classes;
    this.hits = new double[classes];
    this.actual = new double[classes];
    this.predicted = new double[classes];
  }

  /**
   * Empty sums.
   *
   * @param metrics the ones wanted; AUC needs memory for every row
   * @param classes 0 for a regression
   */
  public static MetricSums of(Set<Metric> metrics, int classes) {
    return new MetricSums(EnumSet.copyOf(metrics), classes);
  }

  /**
   * Counts a row.
   *
   * @param weight of the row
   * @param label of the row
   * @param loss of the row, without its weight
   * @param prediction class number or predicted mean
   * @param score rises with the probability of class 1; read for AUC only
   * @param probability of each class; null when the model has none
   */
  public void add(
      double weight,
      double label,
      double loss,
      double prediction,
      double score,
      double[] probability) {
    if (weight == 0) {
      rows++;
      return;
    }
    rows++;
    weightSum += weight;
    lossSum += weight * loss;
    if (classes == 0) {
      addNumber(weight, label, prediction);
    } else {
      addClass(weight, (int) label, (int) prediction, score, probability);
    }
  }

  private void addNumber(double weight, double label, double prediction) {
    double error = prediction - label;
    squaredErrors += weight * error * error;
    absoluteErrors += weight * Math.abs(error);
    double before = label - labelMean;
    labelMean += before * weight / weightSum;
    labelSquares += weight * before * (label - labelMean);
  }

  private void addClass(
      double weight, int label, int prediction, double score, double[] probability) {
    if (label == prediction) {
      correct += weight;
      hits[label] += weight;
    }
    actual[label] += weight;
    predicted[prediction] += weight;
    if (probability == null) {
      logLossUnknown = true;
    } else {
      // A probability rounded to 0 for the true class would make the mean infinite.
      logLossSum -= weight * Math.log(Math.max(probability[label], Double.MIN_NORMAL));
    }
    if (metrics.contains(Metric.AUC)) {
      ranks.add(score, label == 1 ? weight : 0, label == 1 ? 0 : weight);
    }
  }

  /** Adds the sums of other rows. */
  public void add(MetricSums other) {
    double total = weightSum + other.weightSum;
    if (other.weightSum > 0) {
      // Chan, Golub and LeVeque 1979: squares around the common mean.
      double distance = other.labelMean - labelMean;
      labelSquares +=
          other.labelSquares + distance * distance * weightSum * other.weightSum / total;
      labelMean += distance * other.weightSum / total;
    }
    rows += other.rows;
    weightSum = total;
    lossSum += other.lossSum;
    logLossSum += other.logLossSum;
    logLossUnknown |= other.logLossUnknown;
    correct += other.correct;
    squaredErrors += other.squaredErrors;
    absoluteErrors += other.absoluteErrors;
    for (int k = 0; k < classes; k++) {
      hits[k] += other.hits[k];
      actual[k] += other.actual[k];
      predicted[k] += other.predicted[k];
    }
    ranks.add(other.ranks);
  }

  /** Makes the sums small before they travel. */
  public void compact() {
    ranks.compact();
  }

  /** Rows counted, also those of weight 0. */
  public long rows() {
    return rows;
  }

  /** The metrics that are wanted and defined for these rows. */
  public Map<Metric, Double> values() {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : metrics) {
      if (isDefined(metric)) {
        values.put(metric, compute(metric));
      }
    }
    return values;
  }

  /**
   * One metric.
   *
   * @throws IllegalStateException if these rows do not define it
   */
  public double value(Metric metric) {
    if (!metrics.contains(metric) || !isDefined(metric)) {
      throw new IllegalStateException(
          "Invalid metric: " + metric.key() + " is not defined for these " + rows + " rows");
    }
    return compute(metric);
  }

  private boolean isDefined(Metric metric) {
    if (weightSum == 0) {
      return false;
    }
    return switch (metric) {
      case AUC -> classes == 2 && !Double.isNaN(ranks.area());
      case LOG_LOSS -> classes > 0 && !logLossUnknown;
      case ACCURACY, F1 -> classes > 0;
      case R2 -> classes == 0 && labelSquares > 0;
      case RMSE, MAE -> classes == 0;
      case LOSS -> true;
    };
  }

  private double compute(Metric metric) {
    return switch (metric) {
      case LOSS -> lossSum / weightSum;
      case LOG_LOSS -> logLossSum / weightSum;
      case ACCURACY -> correct / weightSum;
      case AUC -> ranks.area();
      case F1 -> classes == 2 ? f1(1) : macroF1();
      case RMSE -> Math.sqrt(squaredErrors / weightSum);
      case MAE -> absoluteErrors / weightSum;
      case R2 -> 1 - squaredErrors / labelSquares;
    };
  }

  private double f1(int k) {
    double both = actual[k] + predicted[k];
    return both == 0 ? 0 : 2 * hits[k] / both;
  }

  /** The mean over the classes that occur, as labels or as predictions. */
  private double macroF1() {
    double sum = 0;
    int occurring = 0;
    for (int k = 0; k < classes; k++) {
      if (actual[k] + predicted[k] > 0) {
        sum += f1(k);
        occurring++;
      }
    }
    return sum / occurring;
  }
}
