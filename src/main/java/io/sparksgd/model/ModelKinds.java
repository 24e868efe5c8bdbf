package io.sparksgd.model;

import io.sparksgd.objective.Activation;
import io.sparksgd.objective.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Model settings from the keys of a job's {@code model} group. */
final class ModelKinds {
  private ModelKinds() {}

  /**
   * The settings that a map describes.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  static ModelSpec fromMap(Map<?, ?> map) {
    Object kind = map.get("kind");
    return switch (String.valueOf(kind)) {
      case "linear" -> new ModelSpec.Linear();
      case "logistic" -> new ModelSpec.Logistic();
      case "softmax" -> new ModelSpec.Softmax();
      case "hinge" -> new ModelSpec.Hinge();
      case "huber" -> new ModelSpec.Huber(number(map, "delta"));
      case "quantile" -> new ModelSpec.Quantile(number(map, "quantile"));
      case "poisson" -> new ModelSpec.Poisson();
      case "factorization-machine" -> machine(map);
      case "mlp" -> perceptron(map);
      case "custom" -> custom(map);
      default -> throw new IllegalArgumentException("Invalid model kind: " + kind);
    };
  }

  private static ModelSpec machine(Map<?, ?> map) {
    return new ModelSpec.FactorizationMachine(
        count(map, "factors"), output(map), delta(map), number(map, "init-scale"));
  }

  private static ModelSpec custom(Map<?, ?> map) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (map.get("settings") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> settings.put(String.valueOf(key), String.valueOf(value)));
    }
    return new ModelSpec.Custom(String.valueOf(map.get("class")), settings);
  }

  private static ModelSpec perceptron(Map<?, ?> map) {
    List<Integer> hidden = new ArrayList<>();
    if (map.get("hidden") instanceof List<?> widths) {
      for (Object width : widths) {
        hidden.add((Integer) width);
      }
    }
    return new ModelSpec.Mlp(
        hidden,
        choice(map, "activation", Activation.class),
        output(map),
        delta(map),
        number(map, "dropout"),
        map.containsKey("label-smoothing") ? number(map, "label-smoothing") : 0);
  }

  private static ModelSpec.Output output(Map<?, ?> map) {
    return choice(map, "output", ModelSpec.Output.class);
  }

  /** Huber's; the others have none, and any number will do. */
  private static double delta(Map<?, ?> map) {
    return map.containsKey("delta") ? number(map, "delta") : 1;
  }

  private static <E extends Enum<E>> E choice(Map<?, ?> map, String key, Class<E> choices) {
    return Enum.valueOf(choices, String.valueOf(map.get(key)).toUpperCase(Locale.ROOT));
  }

  private static int count(Map<?, ?> map, String key) {
    if (map.get(key) instanceof Integer number) {
      return number;
    }
    throw new IllegalArgumentException("Invalid model " + key + ": " + map.get(key));
  }

  private static double number(Map<?, ?> map, String key) {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("Invalid model " + key + ": " + map.get(key));
  }
}
