package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.ModelSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the group {@code model}. */
final class ModelParser {
  private static final double DEFAULT_DELTA = 1.35;
  private static final double DEFAULT_QUANTILE = 0.5;
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "delta", "only with model.kind: huber",
          "quantile", "only with model.kind: quantile",
          "classes", "only with model.kind: softmax",
          "factors", "only with model.kind: factorization-machine",
          "hidden", "only with model.kind: mlp",
          "activation", "only with model.kind: mlp");
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    for (String kind :
        new String[] {
          "linear",
          "logistic",
          "softmax",
          "hinge",
          "huber",
          "quantile",
          "poisson",
          "factorization-machine",
          "mlp"
        }) {
      KINDS.put(kind, kind);
    }
  }

  private ModelParser() {}

  static Set<String> kinds() {
    return KINDS.keySet();
  }

  static ModelConfig parse(Section section) {
    Optional<String> kind = section.choice("kind", KINDS);
    if (!section.has("kind")) {
      section.error(
          "kind", "Missing model.kind (allowed: " + String.join(", ", KINDS.keySet()) + ")");
    }
    ModelSpec spec = spec(kind.orElse("linear"), section);
    ModelSpec.Intercept intercept =
        section.flag("intercept").orElse(true)
            ? ModelSpec.Intercept.FITTED
            : ModelSpec.Intercept.NONE;
    OptionalInt classes =
        spec instanceof ModelSpec.Softmax ? section.count("classes", 2) : OptionalInt.empty();
    Optional<String> init = section.text("init");
    if (kind.isPresent()) {
      section.done(ELSEWHERE);
    } else {
      section.doneWithoutKind(ELSEWHERE);
    }
    return new ModelConfig(spec, intercept, classes, init);
  }

  /** The metrics that apply to the model; all of them while its kind is wrong. */
  static List<Metric> metrics(Section section, ModelConfig model) {
    boolean right =
        section.has("kind")
            && section
                .text("kind")
                .filter(kind -> kind.equals(Kinds.of((Record) model.spec())))
                .isPresent();
    if (!right) {
      return List.of(Metric.values());
    }
    if (model.spec() instanceof ModelSpec.Logistic) {
      return List.of(Metric.LOSS, Metric.LOG_LOSS, Metric.ACCURACY, Metric.AUC, Metric.F1);
    } else if (model.spec() instanceof ModelSpec.Hinge) {
      return List.of(Metric.LOSS, Metric.ACCURACY, Metric.AUC, Metric.F1);
    } else if (model.spec() instanceof ModelSpec.Softmax) {
      return List.of(Metric.LOSS, Metric.LOG_LOSS, Metric.ACCURACY, Metric.F1);
    } else {
      return List.of(Metric.LOSS, Metric.RMSE, Metric.MAE, Metric.R2);
    }
  }

  private static ModelSpec spec(String kind, Section section) {
    return switch (kind) {
      case "logistic" -> new ModelSpec.Logistic();
      case "softmax" -> new ModelSpec.Softmax();
      case "hinge" -> new ModelSpec.Hinge();
      case "huber" ->
          new ModelSpec.Huber(
              section.number("delta", x -> x > 0, "a number above 0").orElse(DEFAULT_DELTA));
      case "quantile" ->
          new ModelSpec.Quantile(
              section
                  .number("quantile", x -> x > 0 && x < 1, "a number between 0 and 1")
                  .orElse(DEFAULT_QUANTILE));
      case "poisson" -> new ModelSpec.Poisson();
      case "factorization-machine", "mlp" -> {
        section.error("kind", "Invalid model.kind: " + kind + ": not available in this version");
        section.has("factors");
        section.has("hidden");
        section.has("activation");
        yield new ModelSpec.Linear();
      }
      default -> new ModelSpec.Linear();
    };
  }
}
