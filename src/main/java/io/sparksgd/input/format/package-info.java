/**
 * Turns a source row, which is a line of text or a row of columns, into a packed row: parsing,
 * labels, weights, feature vectors, and the reason why a row is bad.
 *
 * <p>May import: {@code data}, {@code features}, {@code config} and what they stand on, Spark SQL's
 * rows and vectors. Its doors are {@link io.sparksgd.input.format.InputOptions}, {@link
 * io.sparksgd.input.format.RowFormat} and {@link io.sparksgd.input.format.Chunk}.
 */
package io.sparksgd.input.format;
