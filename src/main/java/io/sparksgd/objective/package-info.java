/**
 * What is minimised: losses of margins, penalties of parameters, and objectives that add the loss
 * and the gradient of some rows of a block to a {@link io.sparksgd.objective.GradientSum}: the
 * linear family, factorization machines, multilayer perceptrons, and whoever implements {@link
 * io.sparksgd.objective.CustomModel}. A head says what raw outputs mean, the rest of an objective
 * where they come from.
 *
 * <p>May import: {@code setting}, {@code math}, {@code data}. Its door is {@link
 * io.sparksgd.objective.Objective}; {@link io.sparksgd.objective.ModelSpec} makes them.
 */
package io.sparksgd.objective;
