package io.sparksgd.config;

import io.sparksgd.optim.UpdateRule;
import java.util.OptionalDouble;

/**
 * The group {@code optimizer}.
 *
 * @param learningRate before scaling and schedule
 * @param clipNorm longest gradient
 * @param clipValue largest component of a gradient
 * @param averageDecay of the moving average of the weights
 */
public record OptimizerConfig(
    UpdateRule rule,
    double learningRate,
    OptionalDouble clipNorm,
    OptionalDouble clipValue,
    OptionalDouble averageDecay) {}
