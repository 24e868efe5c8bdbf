/**
 * The command line: {@code train}, {@code evaluate}, {@code predict}, {@code find-rate}, {@code
 * inspect}, {@code generate} and {@code convert}.
 *
 * <p>May import: every room, picocli, Jackson, Spark. Its door is {@link io.sparksgd.cli.Main}.
 */
package io.sparksgd.cli;
