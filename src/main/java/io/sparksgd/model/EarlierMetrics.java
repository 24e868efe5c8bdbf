package io.sparksgd.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.monitor.Traffic;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingListener;
import java.util.EnumMap;
import java.util.Map;

/** Reads the metrics file of a run, and reports its events to a listener again. */
public final class EarlierMetrics {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EarlierMetrics() {}

  /** Reports a line, if it is a step, an evaluation or a divergence. */
  public static void tell(String line, TrainingListener listener) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      // Not a line of ours: a report without it is better than none.
      return;
    }
    if (node.path("event").asText().equals("step")) {
      listener.on(step(node));
    } else if (node.path("event").asText().equals("evaluation")) {
      listener.on(evaluation(node));
    } else if (node.path("event").asText().equals("diverged")) {
      listener.on(diverged(node));
    }
  }

  private static TrainingEvent step(JsonNode node) {
    return new TrainingEvent.StepDone(
        node.path("step").asLong(),
        number(node.path("epoch")),
        node.path("rows").asLong(),
        node.path("batch-rows").asLong(),
        number(node.path("train").path("loss")),
        number(node.path("train").path("running-loss")),
        number(node.path("learning-rate")),
        number(node.path("gradient-norm")),
        number(node.path("seconds")),
        Map.of(),
        Traffic.NONE,
        number(node.path("cosine")));
  }

  private static TrainingEvent evaluation(JsonNode node) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      JsonNode value = node.path("validation").path(metric.key());
      if (!value.isMissingNode()) {
        metrics.put(metric, number(value));
      }
    }
    return new TrainingEvent.Evaluated(
        node.path("step").asLong(),
        number(node.path("epoch")),
        node.path("rows").asLong(),
        metrics,
        number(node.path("seconds")),
        number(node.path("evaluation-seconds")),
        node.path("best").asBoolean());
  }

  private static TrainingEvent diverged(JsonNode node) {
    boolean skipped = node.path("action").asText().equals(OnDivergence.SKIP.key());
    return new TrainingEvent.Diverged(
        node.path("step").asLong(),
        number(node.path("seconds")),
        node.path("what").asText(),
        skipped ? OnDivergence.SKIP : OnDivergence.ROLL_BACK,
        node.path("goes-on-after").asLong(),
        number(node.path("rate-factor")));
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }
}
