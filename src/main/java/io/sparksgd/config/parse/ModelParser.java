package io.sparksgd.config.parse;

import io.sparksgd.config.ModelConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.CustomModel;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the group {@code model}. */
final class ModelParser {
  static final KindKeys<ModelSpec> SPECS = new KindKeys<>(ModelSpec.kinds(), " or ");
  static final RecordKeys<ModelConfig> KEYS = new RecordKeys<>(ModelConfig.class);

  private static final Map<String, String> ELSEWHERE =
      Map.of("classes", "only with model.kind or model.output: softmax");

  private ModelParser() {}

  static ModelConfig parse(Section section) {
    Optional<String> kind = SPECS.kind(section);
    if (!section.has("kind")) {
      section.error(
          "kind", "Missing model.kind (allowed: " + String.join(", ", SPECS.names()) + ")");
    }
    ModelSpec spec = spec(kind.orElse("linear"), section);
    RecordKeys.Reading<ModelConfig> reading = KEYS.reading(section).with("spec", spec);
    if (spec.task() != Objective.Task.MULTICLASS) {
      reading.with("classes", OptionalInt.empty());
    }
    Parts start =
        section.flag("init-optimizer").orElse(false) ? Parts.WITH_OPTIMIZER : Parts.WEIGHTS;
    ModelConfig model = reading.with("start", start).read();
    if (start == Parts.WITH_OPTIMIZER && !section.has("init")) {
      section.error(
          "init-optimizer",
          "Invalid model.init-optimizer: " + Section.NO_EFFECT + " (only with model.init)");
    }
    SPECS.done(section, kind, ELSEWHERE);
    return model;
  }

  /** The metrics that apply to the model; all of them while its kind is wrong. */
  static List<Metric> metrics(Section section, ModelConfig model) {
    boolean right =
        section.has("kind")
            && section
                .text("kind")
                .filter(kind -> kind.equals(ModelKeys.kind(model.spec())))
                .isPresent();
    if (!right) {
      return List.of(Metric.values());
    }
    return switch (model.spec().task()) {
      case BINARY ->
          model.spec().hasProbability()
              ? List.of(Metric.LOSS, Metric.LOG_LOSS, Metric.ACCURACY, Metric.AUC, Metric.F1)
              : List.of(Metric.LOSS, Metric.ACCURACY, Metric.AUC, Metric.F1);
      case MULTICLASS -> List.of(Metric.LOSS, Metric.LOG_LOSS, Metric.ACCURACY, Metric.F1);
      case REGRESSION -> List.of(Metric.LOSS, Metric.RMSE, Metric.MAE, Metric.R2);
    };
  }

  private static ModelSpec spec(String kind, Section section) {
    if (kind.equals("custom")) {
      return custom(section);
    }
    ModelSpec spec = SPECS.read(section, kind);
    if (spec instanceof ModelSpec.Mlp network) {
      checkSize(network.hidden(), section);
    }
    return spec;
  }

  /** The layers between hidden ones have as many parameters whatever the data. */
  private static void checkSize(List<Integer> hidden, Section section) {
    long weights = 0;
    for (int i = 1; i < hidden.size(); i++) {
      weights += (long) hidden.get(i - 1) * hidden.get(i);
    }
    if (weights > ParameterLayout.MOST) {
      section.error(
          "hidden",
          "Invalid model.hidden: %s, layers of %d parameters (allowed: up to %d together)"
              .formatted(hidden, weights, ParameterLayout.MOST));
    }
  }

  private static ModelSpec custom(Section section) {
    Optional<String> name = section.text("class");
    Map<String, String> settings = new LinkedHashMap<>();
    Section inner = section.section("settings");
    for (String key : inner.keys()) {
      inner.text(key).ifPresent(value -> settings.put(key, value));
    }
    if (!section.has("class")) {
      section.error(
          "class", "Missing model.class (allowed: the name of a class on the class path)");
    }
    if (name.isEmpty()) {
      return new ModelSpec.Linear();
    }
    try {
      CustomModel.of(name.get());
      return new ModelSpec.Custom(name.get(), settings);
    } catch (IllegalArgumentException e) {
      section.error("class", e.getMessage());
      return new ModelSpec.Linear();
    }
  }

  /** The keys of a model, in the order of the reference page. */
  static Map<String, Object> toMap(ModelConfig model) {
    Map<String, Object> map = ModelKeys.of(model.spec());
    map.putAll(KEYS.map(model));
    return map;
  }
}
