package io.sparksgd.config.parse;

import io.sparksgd.objective.ModelSpec;
import java.util.Map;

/** The settings of a model as the keys of the group {@code model}. */
public final class ModelKeys {
  private ModelKeys() {}

  /** The name of a model's kind. */
  public static String kind(ModelSpec spec) {
    return ModelSpec.kinds().name(spec);
  }

  /** The kind and its settings, in the order of the reference page. */
  public static Map<String, Object> of(ModelSpec spec) {
    Map<String, Object> map = ModelParser.SPECS.map(spec);
    if (spec instanceof ModelSpec.Custom custom) {
      map.put("class", custom.className());
      if (!custom.settings().isEmpty()) {
        map.put("settings", custom.settings());
      }
    }
    return map;
  }
}
