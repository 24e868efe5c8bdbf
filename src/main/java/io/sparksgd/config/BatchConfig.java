package io.sparksgd.config;

/**
 * The group {@code batch}.
 *
 * @param size of a micro-batch
 * @param accumulationSteps micro-batches whose gradients add up to one step
 */
public record BatchConfig(BatchSize size, Sampling sampling, int accumulationSteps) {}
