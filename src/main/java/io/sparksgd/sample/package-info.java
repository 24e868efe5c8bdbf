/**
 * Decides which rows of a partition belong to a mini-batch. A sampler is a pure function of the
 * seed, the number of the micro-batch and the row. A task that runs again therefore draws the same
 * rows.
 *
 * <p>May import: {@code math}, {@code data}; no Spark. Its door is {@link
 * io.sparksgd.sample.Sampler} and its kinds.
 */
package io.sparksgd.sample;
