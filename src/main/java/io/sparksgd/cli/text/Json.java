package io.sparksgd.cli.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.Traffic;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps of the outputs as JSON. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** One line. */
  public static String line(Map<String, Object> map) {
    try {
      return MAPPER.writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps of plain values are always JSON", e);
    }
  }

  /** Indented, for files that people open. */
  public static String pretty(Map<String, Object> map) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps of plain values are always JSON", e);
    }
  }

  /** A number, or null for what JSON has no number for. */
  public static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : null;
  }

  public static Map<String, Object> metrics(Map<Metric, Double> metrics) {
    Map<String, Object> map = new LinkedHashMap<>();
    metrics.forEach((metric, value) -> map.put(metric.key(), number(value)));
    return map;
  }

  public static Map<String, Object> phases(Map<Phase, Double> phases) {
    Map<String, Object> map = new LinkedHashMap<>();
    phases.forEach((phase, seconds) -> map.put(phase.key(), number(seconds)));
    return map;
  }

  public static Map<String, Object> bytes(Traffic bytes) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("broadcast", bytes.broadcast());
    map.put("returned", bytes.returned());
    map.put("ratio", number(bytes.ratio()));
    return map;
  }
}
