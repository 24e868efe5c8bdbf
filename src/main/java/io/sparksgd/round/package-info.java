/**
 * One round as a Spark job: it starts the tasks, adds their contributions on the driver or in a
 * tree, and keeps the state that partitions have between rounds.
 *
 * <p>May import: {@code task}, {@code input.blocks}, {@code checkpoint} and what they stand on,
 * Spark Core, Hadoop's FileSystem. Its door is {@link io.sparksgd.round.RoundJobs}.
 */
package io.sparksgd.round;
