/**
 * What a run costs: seconds and bytes of a round, memory of driver and executors, and which way of
 * training and which settings follow from that. Formulas over a few measured constants; {@code
 * spark} measures them.
 *
 * <p>May import: {@code java.*} only. Its doors are {@link io.sparksgd.cost.CostModel}, {@link
 * io.sparksgd.cost.MemoryNeed} and {@link io.sparksgd.cost.Advice}.
 */
package io.sparksgd.cost;
