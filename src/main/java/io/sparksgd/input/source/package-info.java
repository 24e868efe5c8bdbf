/**
 * Opens files and DataFrames: paths and globs, CSV records and JSON lines, columns and their types.
 * It says in which order the rows lie, whatever splits Spark makes.
 *
 * <p>May import: {@code input.format} and what it stands on, Spark SQL, Hadoop's FileSystem. Its
 * doors are {@link io.sparksgd.input.source.Source} and {@link io.sparksgd.input.source.Sources}.
 */
package io.sparksgd.input.source;
