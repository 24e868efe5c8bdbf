/**
 * One door for every run: a job description and rows in, a trained model out. The command line,
 * Spark ML, {@code find-rate} and {@code inspect --plan} all prepare and train through this room,
 * so that they apply the same checks and build the same model.
 *
 * <p>{@link io.sparksgd.launch.Launch} reads the rows; {@link io.sparksgd.launch.PreparedRun} has
 * the objective and the start weights, trains, and makes the model.
 *
 * <p>May import: {@code input}, {@code model}, {@code score}, {@code train}, {@code search} and
 * what they stand on, Hadoop's FileSystem, Spark SQL. Its doors are {@link
 * io.sparksgd.launch.Launch}, {@link io.sparksgd.launch.PreparedRun}, {@link
 * io.sparksgd.launch.InitialModel} and the two sources of rows, {@link io.sparksgd.launch.FileRows}
 * and {@link io.sparksgd.launch.FrameRows}.
 */
package io.sparksgd.launch;
