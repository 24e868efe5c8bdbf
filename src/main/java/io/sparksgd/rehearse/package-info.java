/**
 * Runs a few rounds of a job and measures what each part of a round costs. {@code inspect --plan}
 * computes the duration of the whole job from that.
 *
 * <p>May import: {@code train}, {@code cost} and what they stand on, Spark Core. Its door is {@link
 * io.sparksgd.rehearse.Rehearsal}.
 */
package io.sparksgd.rehearse;
