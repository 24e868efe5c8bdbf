package io.sparksgd.monitor;

/**
 * The facts about a run that are known before its first step.
 *
 * @param name of the job
 * @param trainingRows rows to train on
 * @param features number of features
 * @param packedBytes bytes of the packed training rows
 * @param storedValues feature values in them
 * @param kernels which kernels for dense rows the executors use
 * @param parameters length of the parameter vector
 * @param partitions partitions of the training rows
 * @param rowsPerStep expected rows of an update
 * @param totalSteps planned updates; 0 when only time or a target ends the run
 */
public record RunPlan(
    String name,
    long trainingRows,
    int features,
    long packedBytes,
    long storedValues,
    String kernels,
    int parameters,
    int partitions,
    long rowsPerStep,
    long totalSteps) {}
