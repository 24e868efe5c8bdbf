package io.sparksgd.optim;

/**
 * What a transform may know of the step it takes part in.
 *
 * @param number 1 for the first optimizer update, then 2, ...: Adam's t; never epochs or
 *     micro-batches
 * @param learningRate the scheduled learning rate of this update
 */
public record Step(long number, double learningRate) {}
