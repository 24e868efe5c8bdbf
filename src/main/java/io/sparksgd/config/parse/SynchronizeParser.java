package io.sparksgd.config.parse;

import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.config.SynchronizeConfig.Length;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads and writes the group {@code synchronize}. */
final class SynchronizeParser {
  static final RecordKeys<SynchronizeConfig> KEYS = new RecordKeys<>(SynchronizeConfig.class);
  static final RecordKeys<Length.Steps> STEPS = new RecordKeys<>(Length.Steps.class);
  static final RecordKeys<Length.Epochs> EPOCHS = new RecordKeys<>(Length.Epochs.class);
  static final RecordKeys<LocalRounds> LOCAL = new RecordKeys<>(LocalRounds.class);
  static final RecordKeys<Outer> OUTER = new RecordKeys<>(Outer.class);

  /** The rules that can apply the averaged change. */
  enum OuterKind {
    SGD,
    MOMENTUM,
    NESTEROV
  }

  /** The keys of {@code outer}. */
  record Outer(
      @Setting(usual = "sgd", param = "outerOptimizer")
          @Says("rule that applies the averaged change (sgd with rate 1: plain averaging)")
          OuterKind kind,
      @Setting(
              range = "from 0 to below 1",
              usually = "`0.5`; nesterov: `0.9`",
              with = "kind: momentum, nesterov",
              otherwise = "only with synchronize.outer.kind: momentum, nesterov",
              param = "outerMomentum")
          @Says("its momentum; only with momentum and nesterov")
          OptionalDouble momentum,
      @Setting(range = "above 0", usually = "`1`; nesterov: `0.7`", param = "outerLearningRate")
          @Says("its learning rate")
          OptionalDouble learningRate) {

    UpdateRule rule() {
      return switch (kind) {
        case SGD -> new UpdateRule.Sgd();
        case MOMENTUM -> new UpdateRule.Momentum(momentum.orElse(0.5), 0);
        case NESTEROV -> new UpdateRule.Nesterov(momentum.orElse(0.9));
      };
    }

    double rate() {
      return learningRate.orElse(kind == OuterKind.NESTEROV ? 0.7 : 1);
    }

    /** The rule and its rate, for messages. */
    String words() {
      return Names.key(kind) + " with learning-rate " + rate();
    }

    static Outer of(LocalRounds local) {
      OptionalDouble rate = OptionalDouble.of(local.outerLearningRate());
      if (local.outer() instanceof UpdateRule.Momentum rule) {
        return new Outer(OuterKind.MOMENTUM, OptionalDouble.of(rule.momentum()), rate);
      } else if (local.outer() instanceof UpdateRule.Nesterov rule) {
        return new Outer(OuterKind.NESTEROV, OptionalDouble.of(rule.momentum()), rate);
      }
      return new Outer(OuterKind.SGD, OptionalDouble.empty(), rate);
    }
  }

  private SynchronizeParser() {}

  static SynchronizeConfig parse(Section section) {
    boolean everyStep = section.choice("every", Map.of("step", true)).isPresent();
    boolean steps = section.has("local-steps");
    boolean epochs = section.has("local-epochs");
    if ((everyStep ? 1 : 0) + (steps ? 1 : 0) + (epochs ? 1 : 0) > 1) {
      section.error(
          steps ? "local-steps" : "local-epochs",
          "Invalid synchronize: more than one interval (allowed: one of every, local-steps,"
              + " local-epochs)");
    }
    RecordKeys.Reading<SynchronizeConfig> reading = KEYS.reading(section);
    if (steps || epochs) {
      Length length = steps ? STEPS.read(section) : EPOCHS.read(section);
      reading.with("local", Optional.of(local(section, length)));
    } else {
      reading.with("local", Optional.empty());
    }
    SynchronizeConfig synchronize = reading.read();
    section.done(onlyLocal());
    return synchronize;
  }

  private static Map<String, String> onlyLocal() {
    Map<String, String> keys = new LinkedHashMap<>();
    String local = "only with synchronize.local-steps or synchronize.local-epochs";
    LOCAL.keys().forEach(key -> keys.put(key.name(), local));
    keys.put("outer", local);
    return keys;
  }

  private static LocalRounds local(Section section, Length length) {
    RecordKeys.Reading<LocalRounds> reading = LOCAL.reading(section);
    Outer outer = OUTER.reading(section.section("outer")).readAll();
    return reading
        .with("length", length)
        .with("outer", outer.rule())
        .with("outerLearningRate", outer.rate())
        .read();
  }

  static Map<String, Object> toMap(SynchronizeConfig synchronize) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (synchronize.local().isPresent()) {
      LocalRounds local = synchronize.local().get();
      map.putAll(
          local.length() instanceof Length.Steps steps
              ? STEPS.map(steps)
              : EPOCHS.map((Length.Epochs) local.length()));
      map.putAll(LOCAL.map(local));
      map.put("outer", OUTER.map(Outer.of(local)));
    } else {
      map.put("every", "step");
    }
    map.putAll(KEYS.map(synchronize));
    return map;
  }
}
