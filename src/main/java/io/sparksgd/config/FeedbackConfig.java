package io.sparksgd.config;

/**
 * Error feedback: what a biased codec leaves out is added to what the next round sends.
 *
 * @param snapshotEvery rounds after which the residuals are saved, so that those of a lost executor
 *     can be made again from there
 */
public record FeedbackConfig(int snapshotEvery) {}
