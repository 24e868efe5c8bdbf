package io.sparksgd.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Training loss as a function of the rising learning rate, and the rate that it suggests (Smith:
 * Cyclical Learning Rates for Training Neural Networks, 2017). The losses of single batches vary,
 * so they are smoothed by a moving average with bias correction.
 */
final class RateCurve {
  private static final double DECAY = 0.9;

  /** The first averages have few batches, so that their slopes mean little. */
  private static final int FIRST = 10;

  /**
   * Above the lowest loss by three times its magnitude, or the fall to it: from here it only gets
   * worse.
   */
  private static final double EXPLODED = 4;

  private final List<Point> points = new ArrayList<>();
  private double average;
  private double lowest = Double.POSITIVE_INFINITY;

  /** A rate and the smoothed loss of the steps up to the one with it. */
  record Point(double rate, double loss) {}

  void add(double rate, double loss) {
    average = DECAY * average + (1 - DECAY) * loss;
    double smoothed = average / (1 - Math.pow(DECAY, points.size() + 1.0));
    points.add(new Point(rate, smoothed));
    if (points.size() > FIRST) {
      lowest = Math.min(lowest, smoothed);
    }
  }

  List<Point> points() {
    return List.copyOf(points);
  }

  /** Whether the loss has exploded, so that higher rates are of no use. */
  boolean hasExploded() {
    Point last = points.get(points.size() - 1);
    if (points.size() <= FIRST) {
      return false;
    }
    double scale = Math.max(Math.abs(lowest), points.get(0).loss() - lowest);
    return !(last.loss() - lowest <= (EXPLODED - 1) * scale);
  }

  /** Whether the loss fell with the rates after the first ones. */
  boolean hasFallen() {
    return points.size() > FIRST + 1 && lowest < points.get(FIRST).loss();
  }

  /** The point of the lowest loss, after the first ones. */
  Point lowest() {
    Point best = points.get(points.size() - 1);
    for (Point point : points.subList(Math.min(FIRST, points.size() - 1), points.size())) {
      if (point.loss() < best.loss() || Double.isNaN(best.loss())) {
        best = point;
      }
    }
    return best;
  }

  /**
   * The point before the lowest one where the loss falls fastest, seen over factors of the rate.
   */
  Point steepest() {
    Point end = lowest();
    Point steepest = end;
    double most = 0;
    // Over some points, because from one to the next the noise of a batch is as large as the slope.
    for (int i = FIRST + 1; i < points.size() && points.get(i).rate() <= end.rate(); i++) {
      int from = Math.max(FIRST / 2, i - FIRST);
      Point before = points.get(from);
      double factor = Math.log(points.get(i).rate() / before.rate());
      double fall = (before.loss() - points.get(i).loss()) / factor;
      if (fall > most) {
        most = fall;
        steepest = points.get((from + i) / 2);
      }
    }
    return steepest;
  }
}
