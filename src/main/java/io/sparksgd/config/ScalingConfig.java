package io.sparksgd.config;

import io.sparksgd.schedule.ScalingRule;
import java.util.OptionalLong;

/**
 * The group {@code scaling}: how the learning rate follows the rows of a step.
 *
 * @param referenceBatchSize rows of a step for which the learning rate is meant
 */
public record ScalingConfig(ScalingRule rule, OptionalLong referenceBatchSize) {}
