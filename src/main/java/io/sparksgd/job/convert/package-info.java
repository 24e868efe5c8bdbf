/**
 * Turns data files of other formats into text that the training reads: IDX images and labels into
 * LIBSVM.
 *
 * <p>May import: {@code java.*} and commons-compress (bzip2), which Spark brings. Runs on the
 * driver alone, row by row, without Spark. Its door is {@link
 * io.sparksgd.job.convert.IdxConverter}.
 */
package io.sparksgd.job.convert;
