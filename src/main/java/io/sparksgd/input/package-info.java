/**
 * From files and DataFrames to packed rows for training, validation and evaluation, in partitions
 * whose rows do not depend on Spark's splits.
 *
 * <p>May import: the rooms inside it and what they stand on, Spark. Its doors are {@link
 * io.sparksgd.input.TrainingReader}, {@link io.sparksgd.input.LabelledReader} and {@link
 * io.sparksgd.input.DatasetRows}.
 */
package io.sparksgd.input;
