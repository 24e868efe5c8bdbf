/**
 * Update rules as chains of small transforms (clip, momentum, Adam's scaling, decay, trust ratio,
 * ...): a transform turns a gradient into an update, and the result of the last transform is
 * subtracted from the weights.
 *
 * <p>May import: {@code setting}, {@code math}, {@code schedule}. Its doors are {@link
 * io.sparksgd.optim.Optimizer} and {@link io.sparksgd.optim.UpdateRule}, which makes the usual
 * chains. Optimizers do not use Spark and contain no schedule: they get the learning rate with each
 * step.
 */
package io.sparksgd.optim;
