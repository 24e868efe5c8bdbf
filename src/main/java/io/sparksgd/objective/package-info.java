/**
 * The functions to minimise: losses of margins, penalties of parameters, and objectives. An
 * objective adds the loss and the gradient of some rows of a block to a {@link
 * io.sparksgd.objective.GradientSum}. There are the linear family, factorization machines,
 * multilayer perceptrons, and user classes that implement {@link
 * io.sparksgd.objective.CustomModel}. The head of an objective defines what raw outputs mean; the
 * rest computes them.
 *
 * <p>May import: {@code setting}, {@code math}, {@code data}. Its door is {@link
 * io.sparksgd.objective.Objective}; {@link io.sparksgd.objective.ModelSpec} makes them.
 */
package io.sparksgd.objective;
