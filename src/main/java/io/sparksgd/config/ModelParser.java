package io.sparksgd.config;

import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.Activation;
import io.sparksgd.objective.CustomModel;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Output;
import io.sparksgd.objective.Objective;
import java.util.EnumSet;
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
  private static final int DEFAULT_FACTORS = 8;
  private static final double DEFAULT_INIT_SCALE = 0.01;
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("delta", "only with model.kind or model.output: huber"),
          Map.entry("quantile", "only with model.kind: quantile"),
          Map.entry("classes", "only with model.kind or model.output: softmax"),
          Map.entry("output", "only with model.kind: factorization-machine or mlp"),
          Map.entry("factors", "only with model.kind: factorization-machine"),
          Map.entry("init-scale", "only with model.kind: factorization-machine"),
          Map.entry("hidden", "only with model.kind: mlp"),
          Map.entry("activation", "only with model.kind: mlp"),
          Map.entry("dropout", "only with model.kind: mlp"),
          Map.entry("class", "only with model.kind: custom"),
          Map.entry("settings", "only with model.kind: custom"),
          Map.entry("label-smoothing", "only with model.kind: mlp and model.output: softmax"));
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
          "mlp",
          "custom"
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
        spec.task() == Objective.Task.MULTICLASS
            ? section.count("classes", 2, Section.MOST)
            : OptionalInt.empty();
    Optional<String> init = section.text("init");
    Parts start = parts(section, "init-optimizer");
    if (start == Parts.WITH_OPTIMIZER && !section.has("init")) {
      section.error(
          "init-optimizer",
          "Invalid model.init-optimizer: " + Section.NO_EFFECT + " (only with model.init)");
    }
    Parts kept = parts(section, "keep-optimizer");
    if (kind.isPresent()) {
      section.done(ELSEWHERE);
    } else {
      section.doneWithoutKind(ELSEWHERE);
    }
    return new ModelConfig(spec, intercept, classes, init, start, kept);
  }

  private static Parts parts(Section section, String withOptimizer) {
    return section.flag(withOptimizer).orElse(false) ? Parts.WITH_OPTIMIZER : Parts.WEIGHTS;
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
    return switch (kind) {
      case "logistic" -> new ModelSpec.Logistic();
      case "softmax" -> new ModelSpec.Softmax();
      case "hinge" -> new ModelSpec.Hinge();
      case "huber" -> new ModelSpec.Huber(delta(section));
      case "quantile" ->
          new ModelSpec.Quantile(
              section
                  .number("quantile", x -> x > 0 && x < 1, "a number between 0 and 1")
                  .orElse(DEFAULT_QUANTILE));
      case "poisson" -> new ModelSpec.Poisson();
      case "factorization-machine" -> machine(section);
      case "mlp" -> perceptron(section);
      case "custom" -> custom(section);
      default -> new ModelSpec.Linear();
    };
  }

  private static double delta(Section section) {
    return section.number("delta", x -> x > 0, "a number above 0").orElse(DEFAULT_DELTA);
  }

  private static ModelSpec machine(Section section) {
    int factors = section.count("factors", 1, Section.MOST).orElse(DEFAULT_FACTORS);
    double scale =
        section.number("init-scale", x -> x > 0, "a number above 0").orElse(DEFAULT_INIT_SCALE);
    Output output =
        output(section, Output.LOGISTIC, EnumSet.complementOf(EnumSet.of(Output.SOFTMAX)));
    return new ModelSpec.FactorizationMachine(factors, output, outputDelta(output, section), scale);
  }

  private static ModelSpec perceptron(Section section) {
    List<Integer> hidden = section.counts("hidden", 1, Section.MOST);
    if (!section.has("hidden")) {
      section.error(
          "hidden", "Missing model.hidden (allowed: widths of hidden layers, such as [64, 32])");
    }
    checkSize(hidden, section);
    Activation activation = section.choice("activation", Activation.class).orElse(Activation.RELU);
    Output output = output(section, Output.SOFTMAX, EnumSet.allOf(Output.class));
    String share = "a number from 0 to below 1";
    double dropout = section.number("dropout", x -> x >= 0 && x < 1, share).orElse(0);
    double smoothing =
        output == Output.SOFTMAX
            ? section.number("label-smoothing", x -> x >= 0 && x < 1, share).orElse(0)
            : 0;
    return new ModelSpec.Mlp(
        // Only where the width was wrong, which is reported.
        hidden.isEmpty() ? List.of(1) : hidden,
        activation,
        output,
        outputDelta(output, section),
        dropout,
        smoothing);
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

  private static Output output(Section section, Output usual, Set<Output> allowed) {
    Map<String, Output> choices = new LinkedHashMap<>();
    allowed.forEach(output -> choices.put(Names.key(output), output));
    return section.choice("output", choices).orElse(usual);
  }

  private static double outputDelta(Output output, Section section) {
    return output == Output.HUBER ? delta(section) : DEFAULT_DELTA;
  }
}
