/**
 * Packed rows that stay in the executors' memory: one {@code BlockPartition} in each partition.
 * When rows are read again, they are compared with their fingerprint.
 *
 * <p>May import: {@code data}, {@code input.format}, {@code spark}, Spark Core. Its door is {@link
 * io.sparksgd.input.blocks.BlockSet}.
 */
package io.sparksgd.input.blocks;
