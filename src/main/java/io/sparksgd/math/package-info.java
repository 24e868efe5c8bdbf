/**
 * Kernels on primitive arrays: dense vectors, stable scalar functions, stateless random numbers,
 * permutations without storage, and the layout of the parameter vector.
 *
 * <p>May import: {@code java.*} only; {@code VectorKernels}, which is loaded by name, also the
 * incubator module of vectors. Its doors are the classes themselves. Everything is a pure function
 * or an immutable value.
 */
package io.sparksgd.math;
