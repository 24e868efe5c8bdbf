/**
 * Estimates the cost of a run: seconds and bytes of a round, memory of driver and executors, the
 * best way to train, and settings that are too small. It has formulas over a few measured
 * constants; {@code rehearse} measures them. The thresholds of a round are those of {@code plan}.
 *
 * <p>May import: {@code plan}. Its doors are {@link io.sparksgd.cost.CostModel}, {@link
 * io.sparksgd.cost.MemoryNeed} and {@link io.sparksgd.cost.Advice}.
 */
package io.sparksgd.cost;
