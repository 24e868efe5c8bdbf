/**
 * Estimates the cost of a run: seconds and bytes of a round, memory of driver and executors, the
 * best way to train, and settings that are too small. It has formulas over a few measured
 * constants; {@code rehearse} measures them.
 *
 * <p>May import: {@code java.*} only. Its doors are {@link io.sparksgd.cost.CostModel}, {@link
 * io.sparksgd.cost.MemoryNeed} and {@link io.sparksgd.cost.Advice}.
 */
package io.sparksgd.cost;
