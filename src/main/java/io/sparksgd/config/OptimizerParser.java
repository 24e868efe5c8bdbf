package io.sparksgd.config;

import io.sparksgd.optim.UpdateRule;
import io.sparksgd.optim.UpdateRule.SecondMoment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the group {@code optimizer}. Defaults are PyTorch's, or the paper's where it has none. */
final class OptimizerParser {
  /** Every kind and its default learning rate. */
  private static final Map<String, Double> LEARNING_RATES = new LinkedHashMap<>();

  static {
    LEARNING_RATES.put("sgd", 0.001);
    LEARNING_RATES.put("momentum", 0.001);
    LEARNING_RATES.put("nesterov", 0.001);
    LEARNING_RATES.put("adam", 0.001);
    LEARNING_RATES.put("amsgrad", 0.001);
    LEARNING_RATES.put("adamw", 0.001);
    LEARNING_RATES.put("adagrad", 0.01);
    LEARNING_RATES.put("rmsprop", 0.01);
    LEARNING_RATES.put("lars", 0.1);
    LEARNING_RATES.put("lamb", 0.001);
    LEARNING_RATES.put("lion", 0.0001);
    LEARNING_RATES.put("ftrl", 0.1);
  }

  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("momentum", "only with kind: momentum, nesterov, rmsprop, lars"),
          Map.entry("dampening", "only with kind: momentum"),
          Map.entry("beta1", "only with kind: adam, amsgrad, adamw, lamb, lion"),
          Map.entry("beta2", "only with kind: adam, amsgrad, adamw, lamb, lion"),
          Map.entry(
              "epsilon", "only with kind: adam, amsgrad, adamw, adagrad, rmsprop, lars, lamb"),
          Map.entry("weight-decay", "only with kind: adamw, lars, lamb, lion; see penalty.l2"),
          Map.entry("decay", "only with kind: rmsprop"),
          Map.entry("initial-accumulator", "only with kind: adagrad"),
          Map.entry("trust-coefficient", "only with kind: lars"),
          Map.entry("beta", "only with kind: ftrl"),
          Map.entry("l1", "only with kind: ftrl; see penalty.l1"),
          Map.entry("l2", "only with kind: ftrl; see penalty.l2"));

  private final Section section;

  private OptimizerParser(Section section) {
    this.section = section;
  }

  static Set<String> kinds() {
    return LEARNING_RATES.keySet();
  }

  static OptimizerConfig parse(Section section) {
    return new OptimizerParser(section).parse();
  }

  private OptimizerConfig parse() {
    Map<String, String> kinds = new LinkedHashMap<>();
    LEARNING_RATES.keySet().forEach(kind -> kinds.put(kind, kind));
    boolean known = section.choice("kind", kinds).isPresent() || !section.has("kind");
    String kind = section.has("kind") && known ? section.text("kind").orElse("adam") : "adam";
    UpdateRule rule = rule(kind);
    OptionalDouble rate = section.number("learning-rate", x -> x > 0, "a number above 0");
    OptionalDouble clipNorm = section.number("clip-norm", x -> x > 0, "a number above 0");
    OptionalDouble clipValue = section.number("clip-value", x -> x > 0, "a number above 0");
    OptionalDouble average =
        section.number("average-decay", x -> x >= 0 && x < 1, "a number from 0 to below 1");
    if (known) {
      section.done(ELSEWHERE);
    } else {
      section.doneWithoutKind(ELSEWHERE);
    }
    return new OptimizerConfig(
        rule, rate.orElse(LEARNING_RATES.get(kind)), clipNorm, clipValue, average);
  }

  private UpdateRule rule(String kind) {
    return switch (kind) {
      case "sgd" -> new UpdateRule.Sgd();
      case "momentum" -> new UpdateRule.Momentum(rate("momentum", 0.9), rate("dampening", 0));
      case "nesterov" -> new UpdateRule.Nesterov(rate("momentum", 0.9));
      case "amsgrad" -> adam(SecondMoment.MAXIMUM);
      case "adamw" ->
          new UpdateRule.AdamW(
              rate("beta1", 0.9),
              rate("beta2", 0.999),
              epsilon(1e-8),
              SecondMoment.CURRENT,
              notNegative("weight-decay", 0.01));
      case "adagrad" ->
          new UpdateRule.AdaGrad(notNegative("initial-accumulator", 0), epsilon(1e-10));
      case "rmsprop" ->
          new UpdateRule.RmsProp(rate("decay", 0.99), epsilon(1e-8), rate("momentum", 0));
      case "lars" ->
          new UpdateRule.Lars(
              rate("momentum", 0.9),
              notNegative("weight-decay", 0),
              section.number("trust-coefficient", x -> x > 0, "a number above 0").orElse(0.001),
              notNegative("epsilon", 1e-8));
      case "lamb" ->
          new UpdateRule.Lamb(
              rate("beta1", 0.9),
              rate("beta2", 0.999),
              epsilon(1e-6),
              notNegative("weight-decay", 0.01));
      case "lion" ->
          new UpdateRule.Lion(
              rate("beta1", 0.9), rate("beta2", 0.99), notNegative("weight-decay", 0));
      case "ftrl" ->
          new UpdateRule.Ftrl(notNegative("beta", 1), notNegative("l1", 0), notNegative("l2", 0));
      default -> adam(SecondMoment.CURRENT);
    };
  }

  private UpdateRule adam(SecondMoment secondMoment) {
    return new UpdateRule.Adam(
        rate("beta1", 0.9), rate("beta2", 0.999), epsilon(1e-8), secondMoment);
  }

  private double rate(String key, double usual) {
    return section.number(key, x -> x >= 0 && x < 1, "a number from 0 to below 1").orElse(usual);
  }

  private double epsilon(double usual) {
    return section.number("epsilon", x -> x > 0, "a number above 0").orElse(usual);
  }

  private double notNegative(String key, double usual) {
    return section.number(key, x -> x >= 0, "a number from 0").orElse(usual);
  }
}
