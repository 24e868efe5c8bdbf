package io.sparksgd.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results as JSON: of a process, which its parent reads, and of the whole run. */
final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  static void write(SuiteResult result, File file) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("suite", result.suite());
    node.set("measurements", measurements(result.measurements()));
    node.set("remarks", JSON.valueToTree(result.remarks()));
    JSON.writeValue(file, node);
  }

  static SuiteResult readResult(File file) throws IOException {
    JsonNode node = JSON.readTree(file);
    return new SuiteResult(
        node.get("suite").asText(), measurements(node), strings(node.get("remarks")));
  }

  static void write(BenchReport report, File file) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("date", report.date());
    node.set("machine", JSON.valueToTree(report.machine()));
    node.set("versions", JSON.valueToTree(report.versions()));
    node.set("settings", JSON.valueToTree(report.settings()));
    ArrayNode suites = node.putArray("suites");
    for (BenchReport.Answer answer : report.answers()) {
      ObjectNode suite = suites.addObject();
      suite.put("suite", answer.suite());
      suite.put("question", answer.question());
      suite.set("measurements", measurements(answer.measurements()));
      ArrayNode ratios = suite.putArray("ratios");
      answer.quotients().forEach(quotient -> write(quotient, ratios.addObject()));
      suite.set("remarks", JSON.valueToTree(answer.remarks()));
    }
    Files.writeString(
        file.toPath(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
  }

  static BenchReport readReport(File file) throws IOException {
    JsonNode node = JSON.readTree(file);
    List<BenchReport.Answer> answers = new ArrayList<>();
    for (JsonNode suite : node.get("suites")) {
      List<BenchReport.Quotient> quotients = new ArrayList<>();
      suite.get("ratios").forEach(ratio -> quotients.add(quotient(ratio)));
      answers.add(
          new BenchReport.Answer(
              suite.get("suite").asText(),
              suite.get("question").asText(),
              measurements(suite),
              quotients,
              strings(suite.get("remarks"))));
    }
    return new BenchReport(
        node.get("date").asText(),
        map(node.get("machine")),
        map(node.get("versions")),
        map(node.get("settings")),
        answers);
  }

  private static void write(BenchReport.Quotient quotient, ObjectNode to) {
    to.put("name", quotient.name());
    quotient.value().ifPresent(value -> to.put("value", value));
    quotient.wanted().ifPresent(wanted -> to.put("wanted", wanted));
    quotient.holds().ifPresent(holds -> to.put("holds", holds));
  }

  private static BenchReport.Quotient quotient(JsonNode node) {
    return new BenchReport.Quotient(
        node.get("name").asText(),
        Optional.ofNullable(node.get("value")).map(JsonNode::asDouble),
        Optional.ofNullable(node.get("wanted")).map(JsonNode::asText),
        Optional.ofNullable(node.get("holds")).map(JsonNode::asBoolean));
  }

  private static ArrayNode measurements(List<Measurement> measurements) {
    ArrayNode array = JSON.createArrayNode();
    for (Measurement measurement : measurements) {
      ObjectNode node = array.addObject();
      node.put("name", measurement.name());
      node.put("unit", measurement.unit());
      node.put("median", measurement.median());
      node.put("min", measurement.min());
      node.put("max", measurement.max());
      node.set("repetitions", JSON.valueToTree(measurement.repetitions()));
    }
    return array;
  }

  private static List<Measurement> measurements(JsonNode of) {
    List<Measurement> list = new ArrayList<>();
    for (JsonNode node : of.get("measurements")) {
      List<Double> repetitions = new ArrayList<>();
      node.get("repetitions").forEach(value -> repetitions.add(value.asDouble()));
      list.add(new Measurement(node.get("name").asText(), node.get("unit").asText(), repetitions));
    }
    return list;
  }

  private static List<String> strings(JsonNode array) {
    List<String> list = new ArrayList<>();
    array.forEach(node -> list.add(node.asText()));
    return list;
  }

  private static Map<String, String> map(JsonNode object) {
    Map<String, String> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }
}
