package io.sparksgd.config;

import io.sparksgd.optim.UpdateRule;
import java.util.LinkedHashMap;
import java.util.Map;

/** The group {@code optimizer} as a plain map. */
final class OptimizerMap {
  private OptimizerMap() {}

  static Map<String, Object> of(OptimizerConfig optimizer) {
    Map<String, Object> map = new LinkedHashMap<>(rule(optimizer.rule()));
    map.put("learning-rate", optimizer.learningRate());
    optimizer.clipNorm().ifPresent(clip -> map.put("clip-norm", clip));
    optimizer.clipValue().ifPresent(clip -> map.put("clip-value", clip));
    optimizer.averageDecay().ifPresent(decay -> map.put("average-decay", decay));
    return map;
  }

  private static Map<String, Object> rule(UpdateRule rule) {
    if (rule instanceof UpdateRule.Sgd) {
      return JobMap.entries("kind", "sgd");
    } else if (rule instanceof UpdateRule.Momentum momentum) {
      return JobMap.entries(
          "kind", "momentum",
          "momentum", momentum.momentum(),
          "dampening", momentum.dampening());
    } else if (rule instanceof UpdateRule.Nesterov nesterov) {
      return JobMap.entries("kind", "nesterov", "momentum", nesterov.momentum());
    } else if (rule instanceof UpdateRule.Adam adam) {
      boolean maximum = adam.secondMoment() == UpdateRule.SecondMoment.MAXIMUM;
      return JobMap.entries(
          "kind", maximum ? "amsgrad" : "adam",
          "beta1", adam.beta1(),
          "beta2", adam.beta2(),
          "epsilon", adam.epsilon());
    } else if (rule instanceof UpdateRule.AdamW adam) {
      return JobMap.entries(
          "kind", "adamw",
          "beta1", adam.beta1(),
          "beta2", adam.beta2(),
          "epsilon", adam.epsilon(),
          "weight-decay", adam.weightDecay());
    } else if (rule instanceof UpdateRule.AdaGrad adaGrad) {
      return JobMap.entries(
          "kind", "adagrad",
          "initial-accumulator", adaGrad.initialAccumulator(),
          "epsilon", adaGrad.epsilon());
    } else {
      return otherRule(rule);
    }
  }

  private static Map<String, Object> otherRule(UpdateRule rule) {
    if (rule instanceof UpdateRule.RmsProp rms) {
      return JobMap.entries(
          "kind", "rmsprop",
          "decay", rms.decay(),
          "epsilon", rms.epsilon(),
          "momentum", rms.momentum());
    } else if (rule instanceof UpdateRule.Lars lars) {
      return JobMap.entries(
          "kind", "lars",
          "momentum", lars.momentum(),
          "weight-decay", lars.weightDecay(),
          "trust-coefficient", lars.trustCoefficient(),
          "epsilon", lars.epsilon());
    } else if (rule instanceof UpdateRule.Lamb lamb) {
      return JobMap.entries(
          "kind", "lamb",
          "beta1", lamb.beta1(),
          "beta2", lamb.beta2(),
          "epsilon", lamb.epsilon(),
          "weight-decay", lamb.weightDecay());
    } else if (rule instanceof UpdateRule.Lion lion) {
      return JobMap.entries(
          "kind", "lion",
          "beta1", lion.beta1(),
          "beta2", lion.beta2(),
          "weight-decay", lion.weightDecay());
    } else {
      UpdateRule.Ftrl ftrl = (UpdateRule.Ftrl) rule;
      return JobMap.entries("kind", "ftrl", "beta", ftrl.beta(), "l1", ftrl.l1(), "l2", ftrl.l2());
    }
  }
}
