package io.sparksgd.cli.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.cli.text.Json;
import io.sparksgd.monitor.History;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code report.html}: one page with the curves of a run, without anything to fetch. */
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Report() {}

  /** The page of a run. */
  public static String page(Map<String, Object> summary, History history) throws IOException {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("summary", summary);
    data.put("steps", steps(history));
    data.put("evaluations", evaluations(history));
    return resource("report.html")
        .replace("@@CHART_STYLE@@", resource("uplot.css"))
        .replace("@@CHART_SCRIPT@@", resource("uplot.js"))
        .replace("@@DATA@@", embedded(data));
  }

  private static List<Map<String, Object>> steps(History history) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (StepDone step : history.steps()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("step", step.step());
      map.put("running-loss", Json.number(step.runningLoss()));
      map.put("learning-rate", Json.number(step.learningRate()));
      map.put("gradient-norm", Json.number(step.gradientNorm()));
      steps.add(map);
    }
    return steps;
  }

  private static List<Map<String, Object>> evaluations(History history) {
    List<Map<String, Object>> evaluations = new ArrayList<>();
    for (Evaluated evaluated : history.evaluations()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("step", evaluated.step());
      map.put("epoch", evaluated.epoch());
      map.put("metrics", Json.metrics(evaluated.metrics()));
      evaluations.add(map);
    }
    return evaluations;
  }

  /** JSON that cannot end the script element it stands in. */
  private static String embedded(Map<String, Object> data) throws JsonProcessingException {
    return JSON.writeValueAsString(data).replace("<", "\\u003c");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Report.class.getResourceAsStream("report/" + name)) {
      if (in == null) {
        throw new IOException("The jar is incomplete: report/" + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
