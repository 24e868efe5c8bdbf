package io.sparksgd.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Held-out losses after so many seconds of training, in the order of their seconds. */
final class LossCurve {
  private final List<Point> points = new ArrayList<>();

  /** One moment. */
  record Point(double seconds, double loss) {}

  void add(double seconds, double loss) {
    points.add(new Point(seconds, loss));
  }

  List<Point> points() {
    return List.copyOf(points);
  }

  /** Seconds of the first point that is at most this loss; empty when none is. */
  OptionalDouble secondsTo(double target) {
    return points.stream()
        .filter(point -> point.loss() <= target)
        .mapToDouble(Point::seconds)
        .findFirst();
  }

  /** The lowest loss. */
  double best() {
    return points.stream().mapToDouble(Point::loss).min().orElse(Double.NaN);
  }

  double lastSeconds() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).seconds();
  }

  /** Records the time to the target, or that it was missed, and the best loss. */
  void record(String name, double target, Recorder recorder) {
    OptionalDouble seconds = secondsTo(target);
    if (seconds.isPresent()) {
      recorder.add(name + ": to the target", "s", seconds.getAsDouble());
    } else {
      recorder.remark(
          name
              + " did not reach the target in "
              + Markdown.number(lastSeconds())
              + " s: "
              + Markdown.number(best()));
    }
    recorder.add(name + ": best held-out log-loss", "nats", best());
  }
}
