package io.sparksgd.config.parse;

import io.sparksgd.config.OptimizerConfig;
import io.sparksgd.optim.UpdateRule;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the group {@code optimizer}. */
final class OptimizerParser {
  static final KindKeys<UpdateRule> RULES = new KindKeys<>(UpdateRule.kinds(), ", ");
  static final RecordKeys<OptimizerConfig> KEYS = new RecordKeys<>(OptimizerConfig.class);

  private OptimizerParser() {}

  static OptimizerConfig parse(Section section) {
    Optional<String> kind = RULES.kind(section, "adam");
    UpdateRule rule = RULES.read(section, kind.orElse("adam"));
    OptimizerConfig optimizer =
        KEYS.reading(section)
            .with("rule", rule)
            .usual("learningRate", rule.usualLearningRate())
            .read();
    RULES.done(section, kind, Map.of());
    return optimizer;
  }

  static Map<String, Object> toMap(OptimizerConfig optimizer) {
    Map<String, Object> map = RULES.map(optimizer.rule());
    map.putAll(KEYS.map(optimizer));
    return map;
  }
}
