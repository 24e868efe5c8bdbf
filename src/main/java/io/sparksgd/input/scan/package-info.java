/**
 * Passes over a source once: it counts and checks the rows, judges the labels as a whole, keeps bad
 * rows apart, and chooses which rows are for training and which for validation.
 *
 * <p>May import: {@code input.source}, {@code input.blocks} and what they stand on, Spark Core. Its
 * doors are {@link io.sparksgd.input.scan.Scan} and {@link io.sparksgd.input.scan.RowChoice}.
 */
package io.sparksgd.input.scan;
