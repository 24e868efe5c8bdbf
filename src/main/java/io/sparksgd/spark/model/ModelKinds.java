package io.sparksgd.spark.model;

import io.sparksgd.objective.ModelSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Model settings as the keys of a job's {@code model} group, and back. */
final class ModelKinds {
  private ModelKinds() {}

  static Map<String, Object> toMap(ModelSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind(spec));
    if (spec instanceof ModelSpec.Huber huber) {
      map.put("delta", huber.delta());
    } else if (spec instanceof ModelSpec.Quantile quantile) {
      map.put("quantile", quantile.quantile());
    }
    return map;
  }

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
      default -> throw new IllegalArgumentException("Invalid model kind: " + kind);
    };
  }

  static String kind(ModelSpec spec) {
    if (spec instanceof ModelSpec.Linear) {
      return "linear";
    } else if (spec instanceof ModelSpec.Logistic) {
      return "logistic";
    } else if (spec instanceof ModelSpec.Softmax) {
      return "softmax";
    } else if (spec instanceof ModelSpec.Hinge) {
      return "hinge";
    } else if (spec instanceof ModelSpec.Huber) {
      return "huber";
    } else if (spec instanceof ModelSpec.Quantile) {
      return "quantile";
    } else {
      return "poisson";
    }
  }

  private static double number(Map<?, ?> map, String key) {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("Invalid model " + key + ": " + map.get(key));
  }
}
