package io.sparksgd.config;

import io.sparksgd.objective.ModelSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a model as the keys of the group {@code model}. */
public final class ModelKeys {
  private ModelKeys() {}

  /** The name of a model's kind. */
  public static String kind(ModelSpec spec) {
    return Kinds.of((Record) spec);
  }

  /** The kind and its settings, in the order of the reference page. */
  public static Map<String, Object> of(ModelSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind(spec));
    if (spec instanceof ModelSpec.Huber huber) {
      map.put("delta", huber.delta());
    } else if (spec instanceof ModelSpec.Quantile quantile) {
      map.put("quantile", quantile.quantile());
    } else if (spec instanceof ModelSpec.FactorizationMachine machine) {
      map.put("factors", machine.factors());
      map.put("init-scale", machine.initScale());
      putOutput(machine.output(), machine.delta(), map);
    } else if (spec instanceof ModelSpec.Mlp mlp) {
      map.put("hidden", mlp.hidden());
      map.put("activation", Names.key(mlp.activation()));
      map.put("dropout", mlp.dropout());
      putOutput(mlp.output(), mlp.delta(), map);
      if (mlp.output() == ModelSpec.Output.SOFTMAX) {
        map.put("label-smoothing", mlp.labelSmoothing());
      }
    } else if (spec instanceof ModelSpec.Custom custom) {
      map.put("class", custom.className());
      if (!custom.settings().isEmpty()) {
        map.put("settings", custom.settings());
      }
    }
    return map;
  }

  private static void putOutput(ModelSpec.Output output, double delta, Map<String, Object> map) {
    map.put("output", Names.key(output));
    if (output == ModelSpec.Output.HUBER) {
      map.put("delta", delta);
    }
  }
}
