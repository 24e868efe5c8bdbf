/**
 * Turns data files of other formats into text that the training reads: IDX images and labels into
 * LIBSVM. It works row by row on the driver, without Spark.
 *
 * <p>May import: commons-compress (bzip2), which Spark brings. Its door is {@link
 * io.sparksgd.cli.convert.IdxConverter}.
 */
package io.sparksgd.cli.convert;
