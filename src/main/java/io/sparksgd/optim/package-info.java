/**
 * Update rules as chains of small transforms (clip, momentum, Adam's scaling, decay, trust ratio,
 * ...): a transform turns a gradient into an update, the last one is subtracted from the weights.
 *
 * <p>May import: {@code setting}, {@code math}, {@code schedule}. Its doors are {@link
 * io.sparksgd.optim.Optimizer} and {@link io.sparksgd.optim.UpdateRule}, which makes the usual
 * chains. No optimizer knows Spark, and no schedule hides in one: the learning rate comes with each
 * step.
 */
package io.sparksgd.optim;
