/**
 * The saved state of a run: its file format, and a folder of checkpoints. The newest complete
 * checkpoint is found whatever was interrupted or damaged.
 *
 * <p>May import: {@code math}, {@code config}, Hadoop's file systems, Jackson and slf4j. Its doors
 * are {@link io.sparksgd.checkpoint.CheckpointFolder}, which reads, {@link
 * io.sparksgd.checkpoint.CheckpointWriter}, and {@link io.sparksgd.checkpoint.RunState}.
 */
package io.sparksgd.checkpoint;
