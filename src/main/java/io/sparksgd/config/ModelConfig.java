package io.sparksgd.config;

import io.sparksgd.objective.ModelSpec;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The group {@code model}.
 *
 * @param classes found from the training rows when empty
 * @param init folder of a model to start from
 */
public record ModelConfig(
    ModelSpec spec, ModelSpec.Intercept intercept, OptionalInt classes, Optional<String> init) {}
